import { endpointNames } from '../aws/services/elasticache.ts';
import type { PlannedDatastore } from '../world/datastores.ts';
import type { World } from '../world.ts';
import { intervalsOf } from './reading/faults.ts';
import type { MemberHosts, RunRecord, Truth } from './run-record.ts';

/** The parts of a wire world that its record is made of. */
type Recorded = Pick<World, 'history' | 'datastores' | 'clock' | 'config' | 'regions'>;

/**
 * What a wire world left behind, up to now. `truth` adds what only the scenario knows: secrets, hostile words, whether it
 * waited until nothing was left to do.
 */
export const recordOf = (world: Recorded, truth: Partial<Truth> = {}): RunRecord => {
  const { config } = world;
  const entries = [...world.history.entries];
  const plain: Truth = {
    startedAt: entries[0]?.at ?? world.clock.now(),
    endedAt: world.clock.now(),
    primaries: Object.fromEntries(world.datastores.map(({ name, primary }) => [name, primary.region])),
    hosts: Object.fromEntries(world.datastores.map((planned) => [planned.name, hostsOf(planned)])),
    ...truth,
  };
  const healedAt = truth.healedAt ?? healedIn({ entries, config, truth: plain }, world.regions);
  return { entries, config, truth: { ...plain, ...(healedAt !== undefined && { healedAt }) } };
};

const hostsOf = ({ primary, secondaries, tls }: PlannedDatastore): Record<string, MemberHosts> =>
  Object.fromEntries(
    [primary, ...secondaries].map((cluster) => {
      const { nodes: _, ...hosts } = endpointNames({ ...cluster, tls });
      return [cluster.region, hosts];
    }),
  );

/** When the last fault of the network ended; undefined while one lasts. */
const healedIn = (record: RunRecord, regions: readonly string[]): number | undefined => {
  const whole = intervalsOf(record, (weather) =>
    regions.every((from) =>
      regions.every((to) => weather.reaches(from, to, 'api') && weather.reaches(from, to, 'replication')),
    ),
  );
  const last = whole.at(-1);
  return last && last.to >= record.truth.endedAt ? last.from : undefined;
};
