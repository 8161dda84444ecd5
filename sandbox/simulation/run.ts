import type { Profile } from '../../functions/contract/policy.ts';
import { type Clock, sleep } from '../clock.ts';
import type { Stage } from '../scenarios/stage.ts';
import { createClients } from './actors/clients.ts';
import { blueprintOf } from './blueprint.ts';
import { differencesOf, finalOf } from './convergence.ts';
import { diceFor } from './dice.ts';
import { hostsOf } from './populate.ts';
import type { SimulationOptions, SimulationRun } from './run-record.ts';
import { stageOf } from './stage-of.ts';
import { applySwarm } from './swarm.ts';
import { installVirtualTime } from './virtual-time.ts';
import { buildWorld, type SimulatedWorld } from './world.ts';

/** When every run begins. */
const START = Date.parse('2026-11-23T08:00:00Z');
/** Some minutes of calm before every scenario: published everywhere, and a memory of data arriving. */
const settlingMs: Readonly<Record<Profile, number>> = { fast: 125_000, economy: 305_000 };
const MINUTE_MS = 60_000;
/** What agrees for longer than a turn of everything that is scheduled goes on to agree. */
const STEADY_MS = 65_000;
/** The longest that a scenario may take. */
const LIMIT_MS = 48 * 3_600_000;

/** Plays one run from its seed. Never rejects for what happens in the world: that is in the result. */
export const play = async (options: SimulationOptions): Promise<SimulationRun> => {
  const { seed, scenario, swarm = {}, lasting = [], quietTicks = false, patienceMs = 20 * MINUTE_MS } = options;
  const { shape = 'two', policy, profile = swarm.profile ?? 'fast' } = scenario;
  const { config, handlers, deploy } = await blueprintOf(shape, { profile, ...(policy && { policy }) });
  const [datastore = ''] = Object.keys(config.datastores);
  const time = installVirtualTime({ start: START, random: diceFor(seed, 'Math.random') });
  const { clock, quiet } = time;
  try {
    const { latencyMs = 20, staleReads = 0 } = swarm;
    const untilMs = START + LIMIT_MS;
    // Only what was answered as bytes can be answered again later.
    const ticks = { quietTicks: quietTicks && staleReads === 0 };
    const building = buildWorld({ seed, config, clock, quiet, handlers, latencyMs, deploy, ...ticks });
    const world = await time.drive(building, { untilMs });
    const clients = createClients(world, datastore);
    let failure: string | undefined;
    const onFailure = (error: unknown): void => {
      failure ??= error instanceof Error ? error.message : String(error);
    };
    const primaries = { [datastore]: world.services.elasticache.writer(idOf(world, datastore))?.region ?? '' };
    const stage = stageOf({ world, datastore, clients, random: diceFor(seed, 'scenario'), onFailure });
    let healedAt = START;
    let beganAt = START;
    let convergedAt: number | undefined;

    const story = async (): Promise<void> => {
      world.start();
      clients.start();
      await sleep(clock, settlingMs[profile]);
      applySwarm(stage, swarm);
      for (const { site, fault } of lasting) world.faults.add(site, fault);
      beganAt = clock.now();
      await scenario.play(stage).catch(onFailure);
      healedAt = heal(world, stage);
      for (const { site, fault } of lasting) world.faults.add(site, fault);
      convergedAt = await convergence(world, { datastore, clock, patienceMs });
    };
    await time.drive(story(), { untilMs }).catch(onFailure);

    const final = finalOf(world, datastore);
    clients.stop();
    world.stop();
    const { entries } = world.history;
    const converged = convergedAt !== undefined;
    const { movedWithin } = scenario.expect ?? {};
    const isPlain = lasting.length === 0 && Object.keys(swarm).length === 0;
    const mustPromote =
      movedWithin !== undefined && isPlain ? [{ datastore, to: stage.preferred, by: beganAt + movedWithin }] : [];
    const lost = [...clients.acknowledged.keys()].filter(
      (tag) => !isKept(world, { tag, datastore, region: final.writer }),
    );
    return {
      seed,
      scenario: scenario.name,
      swarm,
      record: {
        entries,
        config,
        truth: {
          startedAt: START,
          ...(lasting.length === 0 && { healedAt }),
          endedAt: clock.now(),
          primaries,
          hosts: { [datastore]: hostsOf(config, datastore) },
          settled: converged,
          mustPromote,
        },
      },
      history: entries,
      final,
      convergedAt,
      differences: converged ? [] : differencesOf(world, datastore),
      writes: { acknowledged: clients.acknowledged.size, lost: lost.length },
      failure,
    };
  } finally {
    time.uninstall();
  }
};

const idOf = ({ config }: SimulatedWorld, datastore: string): string =>
  config.datastores[datastore]?.globalReplicationGroupId ?? '';

/** Ends everything that is broken on purpose. */
const heal = (world: SimulatedWorld, stage: Stage): number => {
  stage.network.healAll();
  world.faults.clear();
  stage.events.set({ lose: 0, duplicate: 0, delayMs: 0 });
  for (const region of world.skews.keys()) stage.clocks.skew(region, 0);
  return world.clock.now();
};

/** Waits until everything agrees, and goes on to; undefined once patience is over. */
const convergence = async (
  world: SimulatedWorld,
  { datastore, clock, patienceMs }: { datastore: string; clock: Clock; patienceMs: number },
): Promise<number | undefined> => {
  const end = clock.now() + patienceMs;
  let since: number | undefined;
  while (clock.now() < end) {
    since = differencesOf(world, datastore).length > 0 ? undefined : (since ?? clock.now());
    if (since !== undefined && clock.now() - since >= STEADY_MS) return since;
    await sleep(clock, 5_000);
  }
  return undefined;
};

const isKept = (
  { redis, config }: SimulatedWorld,
  { tag, datastore, region }: { tag: string; datastore: string; region: string | undefined },
): boolean => {
  const id = region === undefined ? undefined : config.datastores[datastore]?.replicationGroups[region];
  return region !== undefined && id !== undefined && redis.truth.has({ region, id }, tag);
};
