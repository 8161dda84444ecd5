import type { ReconcileMemory } from '../contract/journal.ts';
import { executionName } from '../domain/execution-name.ts';
import { type Level, levelTrigger } from '../domain/level-trigger.ts';
import { outageSeen } from '../domain/outage-seen.ts';
import { canonical } from '../domain/published-record.ts';
import type { Readings } from '../domain/readings.ts';
import type { ReconcilePorts, Turn } from './reconcile-datastore.ts';

interface Situation {
  readonly readings: Readings;
  readonly memory: ReconcileMemory | undefined;
  /** A live run holds the claim. */
  readonly runsNow: boolean;
}

/**
 * The level trigger: starts the workflow when an outage is seen in this Region's own data, nothing runs, and the
 * switch does not forbid it. Returns what to remember.
 */
export const startIfDown = async (
  { executions, clock }: ReconcilePorts,
  { name }: Turn,
  { readings, memory, runsNow }: Situation,
): Promise<Level> => {
  const { seen: outage, detail } = outageSeen(readings);
  const forbidden = readings.automation === 'off' || readings.automation === 'unreadable';
  const level = levelTrigger(memory, { outage, mayStart: !runsNow && !forbidden, now: clock.now() });
  if (level.start && level.memory.downSince) {
    const since = new Date(level.memory.downSince);
    const reason = `${detail} since ${since.toISOString()}`;
    const input = canonical({ datastore: name, reason, requestedBy: 'reconcile' });
    await executions.start(executionName(name, since, level.memory.attempts), input);
  }
  return level.memory;
};
