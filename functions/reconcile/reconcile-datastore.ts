import type { Datastore } from '../contract/config.ts';
import type { Claim } from '../contract/journal.ts';
import { rememberHosts } from '../domain/published-record.ts';
import { reconciliation, rememberRole } from '../domain/reconciliation.ts';
import { gatherReadings } from '../evidence/gather-readings.ts';
import { ownerSeen } from '../evidence/owner-state.ts';
import type { Settings } from '../middleware/settings.ts';
import type { Ports } from '../ports.ts';
import { rememberAndTell } from './remember-and-tell.ts';
import { overdueRun, settle, unreadableSwitch } from './settle.ts';
import { startIfDown } from './start-if-down.ts';

export type ReconcilePorts = Omit<Ports, 'bus' | 'separation'>;

/** One datastore's turn. */
export interface Turn {
  readonly settings: Settings;
  readonly name: string;
  readonly datastore: Datastore;
  /** Unique per invocation: the claim's owner. */
  readonly requestId: string;
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
      'call',
    ),
  ]);
  const next = reconciliation({ readings, owner, intentOwner, memory });
  const difference =
    (await settle(ports, turn, { next, readings, memory })) ??
    overdueRun(turn, { next, readings, owner, now: ports.clock.now() }) ??
    unreadableSwitch(readings);
  const level = await startIfDown(ports, turn, { readings, memory, runsNow: claim !== undefined && owner !== 'dead' });
  const knownHosts = rememberHosts(memory?.knownHosts, readings);
  const seen = { ...rememberRole(memory, readings), knownHosts, ...level };
  await rememberAndTell(ports, turn, { memory, seen, difference });
  if (claim && owner === 'dead') await freeDeadClaim(ports, turn, claim);
  return difference?.reason ?? next.kind;
};

/** Even with nothing else to do: what a dead owner left is freed, exactly as it was read. */
const freeDeadClaim = async ({ journal, clock }: ReconcilePorts, turn: Turn, dead: Claim): Promise<void> => {
  const claim = { owner: `reconcile/${turn.requestId}`, since: clock.now().toISOString(), yielding: false };
  if (await journal.claim(turn.name, { claim, from: dead })) await journal.release(turn.name, claim.owner);
};
