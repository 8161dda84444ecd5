import type { FaultPlan } from '../faults.ts';
import type { StagedWorld } from '../stage/staged-world.ts';
import type { DatastoreServers, World } from '../world.ts';
import { wireClients, wireNames } from './clients.ts';
import { wireJournals } from './journals.ts';
import { wireNemesis } from './nemesis.ts';
import { NotOnTheWire } from './not-on-the-wire.ts';
import { wirePaths } from './paths.ts';
import type { Work } from './travel.ts';

/** What `Probe` does within its minute, one look at a time: a worker's own pauses keep the machine's pace. */
const LOOK_EVERY_MS = 10_000;

/** A wire world that has not begun, as scenarios hold it. */
export const stagedOn = (world: World, { datastore, work }: { datastore: string; work: Work }): StagedWorld => {
  const { config, clock, history, network, services, lambda, deliveries, stacks } = world;
  const servers = serversOf(world, datastore);
  lookByLook(world);
  refuseCrashes(world.faults);
  return {
    ...{ config, clock, history, network, services, lambda, deliveries, stacks },
    layout: {},
    faults: world.faults,
    paths: wirePaths(network),
    dynamodb: wireJournals(world, work),
    redis: {
      nemesis: wireNemesis(servers, { history, work }),
      truth: {
        keys: () => {
          throw new NotOnTheWire('looking into a server without asking it');
        },
      },
      clientFrom: wireClients({ world, datastore, servers, work }),
    },
    names: wireNames(world, work),
    passwords: new Map(),
    skews: new NoSkews(),
    start: world.begin,
  };
};

const serversOf = ({ redis }: World, datastore: string): DatastoreServers => {
  const servers = redis.get(datastore);
  if (!servers) throw new RangeError(`the sandbox runs no servers for ${datastore}`);
  return servers;
};

const lookByLook = ({ services: { schedules } }: World): void => {
  for (const spec of schedules.list())
    if (/Probe/.test(spec.targetArn)) schedules.add({ ...spec, everyMs: LOOK_EVERY_MS, input: '{"looks":1}' });
};

/** The front crashes nobody: a scenario that counts on it must not pass for want of it. */
const refuseCrashes = (faults: FaultPlan): void => {
  const { add } = faults;
  faults.add = (site, fault) => {
    if (fault.kind.startsWith('crash')) throw new NotOnTheWire('a crash at a certain call');
    return add.call(faults, site, fault);
  };
};

/** All functions share the world's clock. */
class NoSkews extends Map<string, number> {
  override set(region: string, ms: number): this {
    if (ms !== 0) throw new NotOnTheWire(`a clock in ${region} that is wrong`);
    return super.set(region, ms);
  }
}
