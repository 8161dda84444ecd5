import { toldIn } from './checks/writes.ts';
import type { Verdict } from './checks.ts';
import { lateWrites, lostWrites, outageOf, survivors } from './measure.ts';
import type { Observation } from './observation.ts';
import type { DrillReport } from './report.ts';
import { simulatedDelays } from './settings.ts';

/** What the observation does not know. */
export interface Circumstances {
  readonly startedAt: number;
  readonly setUpMs: number;
  readonly endedAt: number;
  readonly seed: number;
  readonly versions: DrillReport['versions'];
  readonly arranged: readonly string[];
  readonly peakMemoryMb: number;
}

/** The report of a drill. Pure. */
export const reportOf = (
  observation: Observation,
  verdicts: readonly Verdict[],
  { startedAt, setUpMs, endedAt, seed, versions, arranged, peakMemoryMb }: Circumstances,
): DrillReport => {
  const { scene, clients } = observation;
  return {
    version: 1,
    held: verdicts.every(({ held }) => held),
    startedAt: new Date(startedAt).toISOString(),
    durationMs: endedAt - startedAt,
    setUpMs,
    seed,
    command: `script/drill --seed ${seed}`,
    versions,
    scene: {
      datastore: scene.datastore,
      lost: scene.home,
      tookOver: scene.heir,
      clientsIn: scene.clientsAt,
      persistenceSeconds: scene.persistenceSeconds,
    },
    simulated: [...simulatedDelays],
    arranged: [...arranged],
    timeline: timelineOf(observation),
    clients: clients.map((client) => {
      const { client: name, acknowledged, errors, outageMs = null } = outageOf(client, scene);
      return { client: name, acknowledged, errors, outageMs };
    }),
    writes: {
      acknowledged: clients.reduce((sum, { writes }) => sum + writes.length, 0),
      lost: lostWrites(observation).length,
      lossBoundMs: toldIn(observation).rpoBoundMs ?? null,
      acknowledgedByOldPrimaryAfterSwitch: lateWrites(observation).length,
      timesToLiveCompared: survivors(observation).length,
    },
    checks: verdicts.map((verdict) => ({ ...verdict, violations: [...verdict.violations] })),
    peakMemoryMb,
  };
};

const words: Readonly<Record<keyof Observation['milestones'], string>> = {
  blackout: 'blackout',
  alarm: 'alarm fires',
  executionStarted: 'workflow starts',
  promotionCalled: 'promotion called',
  promotionVisible: 'promotion visible',
  parameterPublished: 'parameter published',
  recordChanged: 'record change accepted',
  recordInSync: 'record in sync',
  verified: 'writes verified',
  closed: 'incident closed',
  healed: 'old primary healed',
  demoted: 'old primary copies the new one',
  followed: "old primary's parameter follows",
};

const timelineOf = ({ milestones, clients, scene }: Observation): DrillReport['timeline'] => {
  const { blackout } = milestones;
  if (blackout === undefined) return [];
  const events = [
    ...Object.entries(words).map(([name, milestone]) => ({ milestone, at: Reflect.get(milestones, name) })),
    ...clients.map((client) => ({ milestone: `${client.name} client back`, at: outageOf(client, scene).backAt })),
  ];
  return events
    .filter((event): event is { milestone: string; at: number } => typeof event.at === 'number')
    .map(({ milestone, at }) => ({ milestone, afterBlackoutMs: at - blackout }))
    .sort((a, b) => a.afterBlackoutMs - b.afterBlackoutMs);
};
