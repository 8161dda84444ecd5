import { hostsOf } from '../simulation/populate.ts';
import type { SimulationRun, Swarm } from '../simulation/run-record.ts';
import type { Acknowledged } from './actors/clients.ts';
import { differencesOf, finalOf } from './convergence.ts';
import type { Course } from './enact.ts';
import type { Scenario, Stage } from './stage.ts';
import type { StagedWorld } from './staged-world.ts';

export interface Played {
  readonly world: StagedWorld;
  readonly datastore: string;
  readonly scenario: Scenario;
  readonly stage: Pick<Stage, 'primary' | 'preferred'>;
  readonly course: Course;
  readonly seed: number;
  readonly swarm: Swarm;
  /** Faults that never end were added to what the scenario says. */
  readonly lasts: boolean;
  readonly startedAt: number;
  readonly failure: string | undefined;
}

/**
 * A run with what its clients wrote, each with whether it is still there in the end. Where nobody takes writes then, nothing can
 * be told of a loss, and the checkers are told of no writes.
 */
export const withWrites = <T extends Omit<SimulationRun, 'writes'>>(
  run: T,
  acknowledged: ReadonlyMap<string, Acknowledged>,
  isKept: (tag: string) => boolean,
): T & Pick<SimulationRun, 'writes'> => {
  const writes = [...acknowledged].map(([tag, write]) => ({ ...write, kept: isKept(tag) }));
  const { record, final } = run;
  return {
    ...run,
    record: { ...record, truth: { ...record.truth, ...(final.writer !== undefined && { writes }) } },
    writes: { acknowledged: writes.length, lost: writes.filter(({ kept }) => !kept).length },
  };
};

/** All that the checkers and the verdict look at, of a world as it is now; what clients wrote is for its caller to add. */
export const outcomeOf = (played: Played): Omit<SimulationRun, 'writes'> => {
  const { world, datastore, scenario, stage, course, seed, swarm, lasts, startedAt, failure } = played;
  const { config, clock, history } = world;
  const { entries } = history;
  const { healedAt = startedAt, beganAt = startedAt, convergedAt } = course;
  const converged = convergedAt !== undefined;
  const { movedWithin } = scenario.expect ?? {};
  const isPlain = !lasts && Object.keys(swarm).length === 0;
  const mustPromote =
    movedWithin !== undefined && isPlain ? [{ datastore, to: stage.preferred, by: beganAt + movedWithin }] : [];
  const truth = {
    startedAt,
    ...(!lasts && { healedAt }),
    endedAt: clock.now(),
    primaries: { [datastore]: stage.primary },
    hosts: { [datastore]: hostsOf(world, datastore) },
    shards: { [datastore]: world.layout.shards ?? 1 },
    settled: converged,
    mustPromote,
    secrets: [...world.passwords.values()],
    ...(scenario.hostile && { hostile: scenario.hostile }),
  };
  return {
    ...{ seed, scenario: scenario.name, swarm },
    record: { entries, config, truth },
    history: entries,
    final: finalOf(world, datastore),
    convergedAt,
    differences: converged ? [] : differencesOf(world, datastore),
    met: world.faults.met,
    failure,
  };
};
