import type { ReconcileMemory } from '../contract/journal.ts';
import { names } from '../contract/names.ts';
import { executionName } from '../domain/execution-name.ts';
import { type Level, levelTrigger } from '../domain/level-trigger.ts';
import { primaryDown } from '../domain/primary-down.ts';
import { canonical } from '../domain/published-record.ts';
import { answered, type Readings } from '../domain/readings.ts';
import { memberIn } from '../domain/weigh-roles.ts';
import type { ReconcilePorts, Turn } from './reconcile-datastore.ts';

interface Situation {
  readonly readings: Readings;
  readonly memory: ReconcileMemory | undefined;
  /** A live run holds the claim. */
  readonly runsNow: boolean;
}

/**
 * The level trigger: starts the workflow when "primary down" holds by read-back, this Region is SECONDARY, nothing
 * runs, and the switch does not forbid it. Returns what to remember. Alarms that cannot be read change nothing.
 */
export const startIfDown = async (
  { monitoring, executions, clock }: ReconcilePorts,
  { name, settings: { region } }: Turn,
  { readings, memory, runsNow }: Situation,
): Promise<Level> => {
  const now = clock.now();
  const alarms = await monitoring.readAlarms(region, [
    names.dataArrivingAlarm(name),
    names.primaryReachableAlarm(name),
  ]);
  if (alarms.outcome !== 'answered') return { attempts: memory?.attempts ?? 0, ...kept(memory) };
  const { holds, detail } = primaryDown(name, alarms.value, now.getTime());
  const isSecondary = memberIn(answered(readings.groups.get(region)), readings)?.role === 'SECONDARY';
  const forbidden = readings.automation === 'off' || readings.automation === 'unreadable';
  const level = levelTrigger(memory, { isDown: holds && isSecondary, mayStart: !runsNow && !forbidden, now });
  if (level.start && level.memory.downSince) {
    const since = new Date(level.memory.downSince);
    const reason = `${detail} since ${since.toISOString()}`;
    const input = canonical({ datastore: name, reason, requestedBy: 'reconcile' });
    await executions.start(executionName(name, since, level.memory.attempts), input);
  }
  return level.memory;
};

const kept = (memory: ReconcileMemory | undefined): Omit<Level, 'attempts'> => ({
  ...(memory?.downSince && { downSince: memory.downSince }),
  ...(memory?.lastAttemptAt && { lastAttemptAt: memory.lastAttemptAt }),
});
