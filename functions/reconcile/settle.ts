import { ClaimLost, SwitchedOff } from '../contract/errors.ts';
import type { ReconcileMemory } from '../contract/journal.ts';
import { describeSwitch, inForceOf, mayAct } from '../domain/automation.ts';
import { isOverdue, type OwnerState } from '../domain/claims.ts';
import type { Readings } from '../domain/readings.ts';
import type { Reconciliation } from '../domain/reconciliation.ts';
import { applyStep } from './apply-step.ts';
import type { ReconcilePorts, Turn } from './reconcile-datastore.ts';
import { RecordNotChanged } from './record-not-changed.ts';

/** What people are to know that could not be settled. */
export interface Difference {
  readonly reason: string;
  readonly detail: string;
  /** A failing call or an unreadable answer: it is often gone the next minute. */
  readonly mayPass: boolean;
  /** Known, and no news: paged once a day. */
  readonly isReminder?: boolean;
}

interface Decided {
  readonly next: Reconciliation;
  readonly readings: Readings;
  readonly memory: ReconcileMemory | undefined;
}

/** Names of failures, and of holds, that often pass by themselves. */
const passing: readonly string[] = ['TimeoutError', 'RecordBusy', 'Unreadable'];

/** Takes the step, and turns whatever prevents it into a difference that people hear of. */
export const settle = async (
  ports: ReconcilePorts,
  turn: Turn,
  { next, readings, memory }: Decided,
): Promise<Difference | undefined> => {
  if (next.kind === 'hold') return next.reason === 'RunAtWork' ? undefined : difference(next.reason, next.detail);
  const { automation } = readings;
  try {
    const blocked = await applyStep(ports, turn, { next, readings, memory, allowed: mayAct(automation) });
    if (blocked === undefined) return next.kind === 'settled' ? reminder(next) : undefined;
    const detail = `${blocked}, but the switch is ${describeSwitch(inForceOf(readings))}`;
    return { reason: 'AutomationOff', detail, mayPass: automation === 'unreadable' };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Somebody else is at it, for example this Reconcile's other invocation: the next minute sees what they left.
    if (error instanceof ClaimLost) return undefined;
    // The next turn reads why, and for how long.
    if (error instanceof SwitchedOff) return { reason: 'AutomationOff', detail: error.message, mayPass: true };
    const because = error instanceof RecordNotChanged && error.cause instanceof Error ? error.cause.name : error.name;
    return { ...difference(error.name, error.message), mayPass: passing.includes(because) };
  }
};

/** Nothing is wrong with what is published, and yet people have work to do that nobody else can. */
const reminder = ({ notice }: Extract<Reconciliation, { kind: 'settled' }>): Difference | undefined =>
  notice && { ...notice, mayPass: false, isReminder: true };

const difference = (reason: string, detail: string): Difference => ({
  reason,
  detail,
  mayPass: passing.includes(reason),
});

/** A switch that says nothing that is known stops every automatic run: people hear of it before they need one. */
export const unreadableSwitch = ({ automation, switchNote }: Readings): Difference | undefined =>
  automation === 'unreadable'
    ? { reason: 'SwitchUnreadable', detail: `it counts as off: ${switchNote ?? 'not read'}`, mayPass: true }
    : undefined;

/** A run that holds the datastore longer than any needs: it hinders everything, and nothing here may end it. */
export const overdueRun = (
  { datastore: { policy } }: Turn,
  { next, readings, owner, now }: Omit<Decided, 'memory'> & { owner: OwnerState; now: Date },
): Difference | undefined => {
  const { claim, intent } = readings.incident;
  const atWork = next.kind === 'hold' && next.reason === 'RunAtWork';
  const awaited = atWork && intent ? { owner: intent.owner, since: intent.calledAt } : undefined;
  const held = claim && owner !== 'dead' ? claim : awaited;
  if (!held || !isOverdue(held, { policy, now })) return undefined;
  return difference('RunAtWork', `${held.owner} has been at work since ${held.since}`);
};
