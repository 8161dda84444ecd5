import type { Config } from '../../functions/contract/config.ts';
import { seededRandom } from '../world/options.ts';
import type { World } from '../world.ts';
import { judge, type Verdict } from './checks.ts';
import { startClients } from './clients/start-clients.ts';
import { startDrillWorld } from './drill-world.ts';
import type { Flags } from './flags.ts';
import type { Observation } from './observation.ts';
import { observe } from './observe.ts';
import { arrangements, play } from './play.ts';
import { descendants, isAlive, residentMb } from './processes.ts';
import type { DrillReport } from './report.ts';
import { type Scene, sceneOf } from './scene.ts';
import type { Screen } from './screen.ts';
import { Show } from './show.ts';
import { until } from './until.ts';
import { versionsOf } from './versions.ts';
import { reportOf } from './write-report.ts';

interface Setting {
  readonly config: Config;
  readonly flags: Pick<Flags, 'seed' | 'ports' | 'timeoutMs' | 'keep'>;
  readonly screen: Screen;
  readonly now: () => number;
  /** Told of the world as soon as there is one, for who must end it early. */
  readonly onWorld: (world: World) => void;
}

/** Runs a whole drill. Unless it is to be kept, nothing of it runs when this resolves; nothing ever does when it rejects. */
export const runDrill = async (setting: Setting): Promise<DrillReport> => {
  const { config, flags, screen, now, onWorld } = setting;
  const startedAt = now();
  const scene = sceneOf(config);
  screen.status(['setting up: templates, servers, AWS']);
  const world = await startDrillWorld(config, flags);
  onWorld(world);
  const setUpMs = now() - startedAt;
  const memory = watchMemory();
  try {
    const versions = await versionsOf(world);
    const observation = await playAndObserve(setting, { world, scene, startedAt });
    const verdicts = [...judge(observation), ...(flags.keep ? [] : [await stopAll(world)])];
    const peakMemoryMb = memory.stop();
    return reportOf(observation, verdicts, {
      ...{ startedAt, setUpMs, endedAt: now(), seed: flags.seed, versions, arranged: arrangements, peakMemoryMb },
    });
  } catch (error) {
    await world.stop();
    throw error;
  } finally {
    memory.stop();
    screen.close();
  }
};

interface Begun {
  readonly world: World;
  readonly scene: Scene;
  readonly startedAt: number;
}

const playAndObserve = async (
  { flags, screen, now }: Setting,
  { world, scene, startedAt }: Begun,
): Promise<Observation> => {
  const show = new Show({ screen, scene, now });
  const clients = startClients(world, scene, seededRandom(flags.seed));
  show.follow(world, clients.all);
  try {
    await play({ world, scene, show, clients: clients.all, isOver: () => now() - startedAt > flags.timeoutMs });
    const clientsStoppedAt = now();
    await clients.stop();
    show.phase('checking');
    return await observe(world, scene, { clients: clients.all, clientsStoppedAt });
  } finally {
    show.close();
    await clients.stop();
  }
};

/** Stops the world and looks whether each process that it had is gone. */
const stopAll = async (world: World): Promise<Verdict> => {
  const pids = descendants().map(({ pid }) => pid);
  await world.stop();
  const deadline = performance.now() + 5_000;
  await until(() => !pids.some(isAlive), { isOver: () => performance.now() > deadline });
  const left = pids.filter(isAlive);
  const violations = left.map((pid) => `process ${pid} is still there`);
  return { check: 'nothing-left', title: `all ${pids.length} processes are gone`, held: left.length === 0, violations };
};

const watchMemory = (): { stop: () => number } => {
  let peak = residentMb();
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb());
  }, 1000);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
};
