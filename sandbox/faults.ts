import type { Place, Principal, ServiceId } from './aws/service.ts';
import { isLeg, type LegFault, type LegId } from './faults/legs.ts';

/**
 * What goes wrong with one call. `before` and `after` are meant of the effect: after it, state has changed although the
 * caller was told otherwise, or nothing. A `timeout` never answers; a `reset` loses the connection after the effect, a
 * `truncated` answer loses its second half; a `slow` call has its effect at once and answers `ms` later; a `stale` read
 * answers as the same request was answered at least `ms` ago (as it is, where it was never asked then). A `crash` ends the
 * calling function: before the call is made, after its effect and before the answer, or once the answer was heard and the
 * function next wrote to its journal (or, if it never does, as it returns). Who is no function is not crashed. What befalls
 * only connections, commands of Redis and lookups is in `LegFault`.
 */
export type Fault =
  | { readonly kind: (typeof plainFaults)[number] | LegFault }
  | { readonly kind: 'slow' | 'stale'; readonly ms: number };

/** The kinds of faults that need no number. */
export const plainFaults = [
  'throttle',
  'deny',
  '500-before',
  '500-after',
  'timeout-before',
  'timeout-after',
  'reset',
  'truncated',
  'crash-before',
  'crash-after',
  'crash-after-record',
] as const;

/** A call as the fault plan sees it: understood, and not yet authorised. */
export interface PlannedCall {
  readonly service: ServiceId | LegId;
  readonly operation: string;
  readonly region: string;
  readonly from: Place;
  readonly principal: Principal;
  readonly requestId: string;
  /** The request id of the function's invocation that sent it, where the request says so. */
  readonly invocation?: string | undefined;
}

/** Asked once per call, in the order of arrival. */
export interface Faults {
  readonly plan: (call: PlannedCall) => Fault | undefined;
}

/**
 * A call site. What is left out matches anything, but that only who names `redis` or `dns` as the service means those;
 * `nth` counts matching calls from 1.
 */
export interface CallSite {
  readonly service?: ServiceId | LegId;
  readonly operation?: string;
  readonly region?: string;
  readonly from?: Place;
  /** The last part of the role's ARN. */
  readonly role?: string;
  /** The calling function by its handler's name (`PromoteRegion`), or by its physical name. */
  readonly function?: string;
  /** `functions`: calls of deployed functions only, and not those of people or of AWS itself. */
  readonly callers?: 'functions';
  readonly nth?: number;
  /** Of 1: how many of the matching calls. The plan's dice decide, so a seed repeats it. @default 1 */
  readonly chance?: number;
  /** At most so many of the matching calls. */
  readonly times?: number;
}

/** Faults by call site. The earliest rule that matches a call decides; every rule counts the calls it matches. */
export class FaultPlan implements Faults {
  /** How many calls met each fault so far, by the very object that was added; none that nobody met. */
  readonly met = new Map<Fault, number>();
  readonly #rules = new Set<Rule>();
  readonly #random: () => number;

  /** `random`: decides where a site has a `chance`, in [0, 1). */
  constructor(random: () => number = () => 0) {
    this.#random = random;
  }

  /** Adds a rule; the returned function heals it. */
  add(site: CallSite, fault: Fault): () => void {
    const rule = { site, fault, seen: 0, struck: 0 };
    this.#rules.add(rule);
    return () => this.#rules.delete(rule);
  }

  /** Whether a fault of that kind is planned for any call. */
  holds(kind: Fault['kind']): boolean {
    for (const { fault } of this.#rules) if (fault.kind === kind) return true;
    return false;
  }

  /** Heals everything. */
  clear(): void {
    this.#rules.clear();
  }

  readonly plan = (call: PlannedCall): Fault | undefined => {
    let chosen: Fault | undefined;
    for (const rule of this.#rules) {
      if (!matches(rule.site, call)) continue;
      rule.seen += 1;
      if (chosen || !this.#strikes(rule)) continue;
      rule.struck += 1;
      chosen = rule.fault;
    }
    if (chosen) this.met.set(chosen, (this.met.get(chosen) ?? 0) + 1);
    return chosen;
  };

  #strikes({ site: { nth, chance, times }, seen, struck }: Rule): boolean {
    if (nth !== undefined && nth !== seen) return false;
    if (times !== undefined && struck >= times) return false;
    return chance === undefined || this.#random() < chance;
  }
}

interface Rule {
  readonly site: CallSite;
  readonly fault: Fault;
  seen: number;
  struck: number;
}

const matches = (site: CallSite, call: PlannedCall): boolean => {
  const { role, session } = callerOf(call);
  return (
    (site.service === undefined ? !isLeg(call.service) : site.service === call.service) &&
    (site.operation === undefined || site.operation === call.operation) &&
    (site.region === undefined || site.region === call.region) &&
    (site.from === undefined || site.from === call.from) &&
    (site.role === undefined || site.role === role) &&
    (site.function === undefined || isNamed(session, site.function)) &&
    (site.callers === undefined || session !== undefined)
  );
};

const callerOf = ({ principal }: PlannedCall) =>
  principal.kind === 'role' ? { role: principal.roleArn.split('/').at(-1), session: principal.session } : {};

/**
 * Whether a function is the one of a handler's name. A physical name that CloudFormation made up holds the construct's,
 * cut to size: `…-FailoverWorkflowPromoteRegionA5C-1A2B`, `…-FailoverWorkflowPublishParameter-1A2B`.
 */
export const isNamed = (physical: string | undefined, name: string): boolean => {
  if (physical === undefined || physical === name) return physical === name;
  const parts = physical.split('-').map((part) => part.replace(/^Failover(Workflow|Triggers)?(?=[A-Z])/, ''));
  return parts.some((part) => {
    if (part.startsWith(name)) return /^[0-9A-F]*$/.test(part.slice(name.length));
    return part.length >= LONG_ENOUGH && name.startsWith(part);
  });
};

/** No two handlers' names share so long a beginning. */
const LONG_ENOUGH = 12;
