import { configOf, layoutOf } from '../simulation/assembly/shapes.ts';
import { synthesise } from '../simulation/assembly/synthesise.ts';
import { diceFor } from '../simulation/dice.ts';
import type { SimulationRun } from '../simulation/run-record.ts';
import { createClients } from '../stage/actors/clients.ts';
import { type Course, enact } from '../stage/enact.ts';
import { outcomeOf, withWrites } from '../stage/outcome.ts';
import type { Scenario } from '../stage/stage.ts';
import { stageOf } from '../stage/stage-of.ts';
import { startWorld, type World } from '../world.ts';
import { missingAt } from './clients.ts';
import { NotOnTheWire } from './not-on-the-wire.ts';
import { stagedOn } from './staged.ts';
import { travel, Work } from './travel.ts';

export interface WireOptions {
  readonly scenario: Scenario;
  readonly seed: number;
  /** The machine's time that a scenario may take. @default 20 minutes */
  readonly realMs?: number;
  /** Told of the world, so that a signal can end it. */
  readonly onWorld?: (world: World) => void;
}

export interface WireRun extends SimulationRun {
  /** What the scenario needs and the wire cannot do. */
  readonly notOnTheWire?: string | undefined;
}

const MINUTE_MS = 60_000;
/** The longest that a scenario may take by the world's clock. */
const LIMIT_MS = 48 * 60 * MINUTE_MS;
/** Every state has to be kept warm in three Regions, or each look pays for a cold start. */
const WORKERS = 40;
/** Every write of theirs is a connection: as often as Probe looks. */
const pace = { writeEveryMs: 10_000, lookEveryMs: 10_000 };

/** Plays a scenario with real servers and the deployed bundles. Never rejects for what happens in the world, only for a world that cannot be. */
export const playOnTheWire = async (options: WireOptions): Promise<WireRun> => {
  const { scenario, seed, onWorld } = options;
  const { shape = 'two', profile, policy } = scenario;
  if (layoutOf(shape).clusterEnabled) throw new NotOnTheWire('cluster mode');
  const config = configOf(shape, { ...(profile && { profile }), ...(policy && { policy }) });
  const assembly = await synthesise(config, { bundles: true });
  const modes = { schedules: 'running', alarms: 'running', begins: 'when told' } as const;
  const world = await startWorld({ ...modes, assembly, config, seed, maxWorkers: WORKERS });
  onWorld?.(world);
  try {
    return await playIn(world, options);
  } finally {
    await world.stop();
  }
};

const playIn = async (
  world: World,
  { scenario, seed, realMs = 20 * MINUTE_MS }: Omit<WireOptions, 'onWorld'>,
): Promise<WireRun> => {
  const [datastore = ''] = Object.keys(world.config.datastores);
  const startedAt = world.clock.now();
  const work = new Work();
  const staged = stagedOn(world, { datastore, work });
  const failures: unknown[] = [];
  const onFailure = (error: unknown): void => void failures.push(error);
  const clients = createClients(staged, datastore, pace);
  const random = diceFor(seed, 'scenario');
  const stage = stageOf({ world: staged, datastore, clients, random, lookEveryMs: 1_000, onFailure });
  const course: Course = {};
  const parts = { world: staged, datastore, clients, stage, scenario };
  const performance = { ...parts, untilCalm: true, patienceMs: 20 * MINUTE_MS, onFailure };
  const untilMs = startedAt + LIMIT_MS;
  await travel(enact(performance, course), { world, work, untilMs, realMs }).catch(onFailure);
  clients.stop();

  const impossible = failures.find((failure) => failure instanceof NotOnTheWire);
  const failure = failures.length === 0 ? undefined : messageOf(failures[0]);
  const played = { world: staged, datastore, scenario, stage, course, seed, swarm: {}, lasts: false, startedAt };
  const run = outcomeOf({ ...played, failure });
  const tags = [...clients.acknowledged.keys()];
  const lost = new Set(await lostOf(world, { datastore, region: run.final.writer, tags }));
  return {
    ...withWrites(run, clients.acknowledged, (tag) => !lost.has(tag)),
    notOnTheWire: impossible && messageOf(impossible),
  };
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Acknowledged writes that the Region which takes writes in the end no longer holds. */
const lostOf = async (
  world: World,
  { datastore, region, tags }: { datastore: string; region: string | undefined; tags: readonly string[] },
): Promise<readonly string[]> => {
  const port = world.redis.get(datastore)?.port;
  if (region === undefined || port === undefined) return [];
  const host = `127.0.${world.regions.indexOf(region) + 1}.1`;
  // A server that does not answer in the end is told by the checkers.
  return await missingAt({ host, port }, tags).catch(() => []);
};
