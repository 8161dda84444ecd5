import type { Datastore } from '../contract/config.ts';
import { ClaimLost } from '../contract/errors.ts';
import type { Claim, ReconcileMemory } from '../contract/journal.ts';
import { metrics } from '../contract/names.ts';
import { mayAct } from '../domain/automation.ts';
import { isOverdue, type OwnerState } from '../domain/claims.ts';
import { differenceMessage } from '../domain/messages/difference-message.ts';
import { canonical, rememberHosts } from '../domain/published-record.ts';
import type { Readings } from '../domain/readings.ts';
import { type Reconciliation, reconciliation, rememberRole } from '../domain/reconciliation.ts';
import { standingPage } from '../domain/standing-page.ts';
import { gatherReadings } from '../evidence/gather-readings.ts';
import { ownerSeen } from '../evidence/owner-state.ts';
import type { Settings } from '../middleware/settings.ts';
import type { Ports } from '../ports.ts';
import { applyStep } from './apply-step.ts';
import { startIfDown } from './start-if-down.ts';

export type ReconcilePorts = Omit<Ports, 'bus'>;

/** One datastore's turn. */
export interface Turn {
  readonly settings: Settings;
  readonly name: string;
  readonly datastore: Datastore;
  /** Unique per invocation: the claim's owner. */
  readonly requestId: string;
}

/** What people are to know that could not be settled. */
interface Difference {
  readonly reason: string;
  readonly detail: string;
}

/** Reads, decides, takes at most one step, and says in one word what it came to. Safe to repeat, and to die anywhere. */
export const reconcileDatastore = async (ports: ReconcilePorts, turn: Turn): Promise<string> => {
  const { settings, name, datastore } = turn;
  const readings = await gatherReadings(ports, {
    here: settings.region,
    name,
    datastore,
    hasWitness: false,
    purpose: 'publication',
  });
  const { claim, intent } = readings.incident;
  const [memory, owner, intentOwner] = await Promise.all([
    ports.journal.readReconcile(name),
    ownerSeen(ports, claim),
    // Once its record is published, nobody asks about an intent's owner any more.
    ownerSeen(
      ports,
      intent && !intent.publishedAt ? { owner: intent.owner, since: intent.calledAt, yielding: false } : undefined,
    ),
  ]);
  const next = reconciliation({ readings, owner, intentOwner, memory });
  const difference =
    (await settle(ports, turn, { next, readings, memory })) ??
    overdueRun(turn, { next, readings, memory, owner, now: ports.clock.now() });
  const level = await startIfDown(ports, turn, { readings, memory, runsNow: claim !== undefined && owner !== 'dead' });
  const paged = await pageStanding(ports, turn, { memory, difference });
  const knownHosts = rememberHosts(memory?.knownHosts, readings);
  const role = rememberRole(memory, readings);
  await remember(ports, memory, { datastore: name, ...role, knownHosts, ...level, ...paged });
  if (claim && owner === 'dead') await freeDeadClaim(ports, turn, claim);
  return difference?.reason ?? next.kind;
};

/** A run that holds the datastore longer than any needs: it hinders everything, and nothing here may end it. */
const overdueRun = (
  { datastore: { policy } }: Turn,
  { next, readings, owner, now }: Decided & { owner: OwnerState; now: Date },
): Difference | undefined => {
  const { claim, intent } = readings.incident;
  const atWork = next.kind === 'hold' && next.reason === 'RunAtWork';
  const awaited = atWork && intent ? { owner: intent.owner, since: intent.calledAt } : undefined;
  const held = claim && owner !== 'dead' ? claim : awaited;
  if (!held || !isOverdue(held, { policy, now })) return undefined;
  return { reason: 'RunAtWork', detail: `${held.owner} has been at work since ${held.since}` };
};

/** Even with nothing else to do: what a dead owner left is freed, exactly as it was read. */
const freeDeadClaim = async ({ journal, clock }: ReconcilePorts, turn: Turn, dead: Claim): Promise<void> => {
  const claim = { owner: `reconcile/${turn.requestId}`, since: clock.now().toISOString(), yielding: false };
  if (await journal.claim(turn.name, { claim, from: dead })) await journal.release(turn.name, claim.owner);
};

/** In calm nothing changes from minute to minute, and nothing is written. */
const remember = async (
  { journal }: ReconcilePorts,
  before: ReconcileMemory | undefined,
  after: ReconcileMemory,
): Promise<void> => {
  if (before === undefined || canonical(before) !== canonical(after)) await journal.writeReconcile(after);
};

interface Decided {
  readonly next: Reconciliation;
  readonly readings: Readings;
  readonly memory: ReconcileMemory | undefined;
}

/** Takes the step, and turns whatever prevents it into a difference that people hear of. */
const settle = async (
  ports: ReconcilePorts,
  turn: Turn,
  { next, readings, memory }: Decided,
): Promise<Difference | undefined> => {
  if (next.kind === 'hold') return next.reason === 'RunAtWork' ? undefined : next;
  try {
    const blocked = await applyStep(ports, turn, { next, readings, memory, allowed: mayAct(readings.automation) });
    if (blocked === undefined) return undefined;
    return { reason: 'AutomationOff', detail: `${blocked}, but the switch is ${readings.automation}` };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // Somebody else is at it, for example this Reconcile's other invocation: the next minute sees what they left.
    if (error instanceof ClaimLost) return undefined;
    return { reason: error.name, detail: error.message };
  }
};

const pageStanding = async (
  { clock, counter, log, pager }: ReconcilePorts,
  { name, settings: { region } }: Turn,
  { memory, difference }: { memory: ReconcileMemory | undefined; difference: Difference | undefined },
) => {
  const standing = standingPage(memory, { reason: difference?.reason, now: clock.now() });
  if (!difference) return standing.memory;
  log.warn('difference found', { datastore: name, ...difference });
  const dimensions = { [metrics.dimension]: name, Reason: difference.reason };
  counter.count(metrics.differenceFound, dimensions);
  if (standing.page) await pager.page(differenceMessage({ datastore: name, region, ...difference }));
  return standing.memory;
};
