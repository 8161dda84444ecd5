import type { Place, Principal, ServiceId } from './aws/service.ts';

/**
 * What goes wrong with one call. `before` and `after` are meant of the effect: after it, state has changed although the
 * caller was told otherwise, or nothing. A `timeout` never answers; a `reset` loses the connection after the effect; a
 * `slow` call has its effect at once and answers `ms` later.
 */
export type Fault =
  | { readonly kind: 'throttle' | 'deny' | '500-before' | '500-after' | 'timeout-before' | 'timeout-after' | 'reset' }
  | { readonly kind: 'slow'; readonly ms: number };

/** A call as the fault plan sees it: understood, and not yet authorised. */
export interface PlannedCall {
  readonly service: ServiceId;
  readonly operation: string;
  readonly region: string;
  readonly from: Place;
  readonly principal: Principal;
  readonly requestId: string;
}

/** Asked once per call, in the order of arrival. */
export interface Faults {
  readonly plan: (call: PlannedCall) => Fault | undefined;
}

/** A call site. What is left out matches anything; `nth` counts matching calls from 1. */
export interface CallSite {
  readonly service?: ServiceId;
  readonly operation?: string;
  readonly region?: string;
  readonly from?: Place;
  /** The last part of the role's ARN. */
  readonly role?: string;
  readonly nth?: number;
}

/** Faults by call site. The earliest rule that matches a call decides; every rule counts the calls it matches. */
export class FaultPlan implements Faults {
  readonly #rules = new Set<{ readonly site: CallSite; readonly fault: Fault; seen: number }>();

  /** Adds a rule; the returned function heals it. */
  add(site: CallSite, fault: Fault): () => void {
    const rule = { site, fault, seen: 0 };
    this.#rules.add(rule);
    return () => this.#rules.delete(rule);
  }

  readonly plan = (call: PlannedCall): Fault | undefined => {
    let chosen: Fault | undefined;
    for (const rule of this.#rules) {
      if (!matches(rule.site, call)) continue;
      rule.seen += 1;
      if (rule.site.nth === undefined || rule.site.nth === rule.seen) chosen ??= rule.fault;
    }
    return chosen;
  };
}

const matches = (site: CallSite, call: PlannedCall): boolean => {
  const role = call.principal.kind === 'role' ? call.principal.roleArn.split('/').at(-1) : undefined;
  return (
    (site.service === undefined || site.service === call.service) &&
    (site.operation === undefined || site.operation === call.operation) &&
    (site.region === undefined || site.region === call.region) &&
    (site.from === undefined || site.from === call.from) &&
    (site.role === undefined || site.role === role)
  );
};
