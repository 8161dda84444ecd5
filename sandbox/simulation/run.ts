import { createClients } from '../stage/actors/clients.ts';
import { type Course, enact } from '../stage/enact.ts';
import { outcomeOf, withWrites } from '../stage/outcome.ts';
import { stageOf } from '../stage/stage-of.ts';
import { blueprintOf } from './blueprint.ts';
import { diceFor } from './dice.ts';
import type { SimulationOptions, SimulationRun } from './run-record.ts';
import { applySwarm } from './swarm.ts';
import { installVirtualTime } from './virtual-time.ts';
import { buildWorld, type SimulatedWorld } from './world.ts';

/** When every run begins. */
const START = Date.parse('2026-11-23T08:00:00Z');
const MINUTE_MS = 60_000;
/** The longest that a scenario may take. */
const LIMIT_MS = 48 * 3_600_000;
/** Whatever fails in a run is told by its message. Collecting stacks takes a good part of making an error. */
const NO_STACKS = 0;

const nobody = (): boolean => false;

/** What is scheduled every minute: nine tenths of all calls. */
export const ticks = (handler: string): boolean => handler === 'Probe' || handler === 'Reconcile';

/** Plays one run from its seed. Never rejects for what happens in the world: that is in the result. */
export const play = async (options: SimulationOptions): Promise<SimulationRun> => {
  const { seed, scenario, swarm = {}, lasting = [], below = nobody, patienceMs = 20 * MINUTE_MS } = options;
  const { shape = 'two', policy, profile = swarm.profile ?? 'fast' } = scenario;
  const { config, layout, handlers, deploy } = await blueprintOf(shape, { profile, ...(policy && { policy }) });
  const [datastore = ''] = Object.keys(config.datastores);
  const time = installVirtualTime({ start: START, random: diceFor(seed, 'Math.random') });
  const { clock, quiet } = time;
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = NO_STACKS;
  try {
    const { latencyMs = 20, staleReads = 0 } = swarm;
    const untilMs = START + LIMIT_MS;
    // Only what was answered as bytes can be answered again later.
    const isBelow = staleReads === 0 ? below : nobody;
    const building = buildWorld({ seed, config, layout, clock, quiet, handlers, latencyMs, deploy, below: isBelow });
    const world = await time.drive(building, { untilMs });
    const clients = createClients(world, datastore, scenario.pace);
    let failure: string | undefined;
    const onFailure = (error: unknown): void => {
      failure ??= error instanceof Error ? error.message : String(error);
    };
    const stage = stageOf({ world, datastore, clients, random: diceFor(seed, 'scenario'), onFailure });
    const course: Course = {};
    const addLasting = (): void => {
      for (const { site, fault } of lasting) world.faults.add(site, fault);
    };
    const performance = {
      ...{ world, datastore, clients, stage, scenario, patienceMs, onFailure },
      trouble: () => applySwarm(stage, swarm, seed),
      lasting: addLasting,
    };
    await time.drive(enact(performance, course), { untilMs }).catch(onFailure);
    const lasts = lasting.length > 0;
    const played = { world, datastore, scenario, stage, course, seed, swarm, lasts, startedAt: START };
    const run = outcomeOf({ ...played, failure });
    clients.stop();
    world.stop();
    const region = run.final.writer;
    return withWrites(run, clients.acknowledged, (tag) => isKept(world, { tag, datastore, region }));
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    time.uninstall();
  }
};

const isKept = (
  { redis, config }: SimulatedWorld,
  { tag, datastore, region }: { tag: string; datastore: string; region: string | undefined },
): boolean => {
  const id = region === undefined ? undefined : config.datastores[datastore]?.replicationGroups[region];
  return region !== undefined && id !== undefined && redis.truth.has({ region, id }, tag);
};
