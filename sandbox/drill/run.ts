import type { Config } from '../../functions/contract/config.ts';
import { seededRandom } from '../world/options.ts';
import type { World } from '../world.ts';
import { judge, type Verdict } from './checks.ts';
import { startClients } from './clients/start-clients.ts';
import { startDrillWorld } from './drill-world.ts';
import type { Flags } from './flags.ts';
import { observe } from './observe.ts';
import { arrangements, play } from './play.ts';
import { descendants, isAlive, residentMb } from './processes.ts';
import type { DrillReport } from './report.ts';
import { sceneOf } from './scene.ts';
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
export const runDrill = async ({ config, flags, screen, now, onWorld }: Setting): Promise<DrillReport> => {
  const startedAt = now();
  const scene = sceneOf(config);
  const show = new Show({ screen, scene, now });
  show.phase('set-up: templates, servers, AWS');
  const world = await startDrillWorld(config, flags);
  onWorld(world);
  const memory = watchMemory();
  try {
    const versions = await versionsOf(world);
    const clients = startClients(world, scene, seededRandom(flags.seed));
    show.follow(world, clients.all);
    await play({ world, scene, show, clients: clients.all, isOver: () => now() - startedAt > flags.timeoutMs });
    const clientsStoppedAt = now();
    await clients.stop();
    const observation = await observe(world, scene, { clients: clients.all, clientsStoppedAt });
    show.phase(flags.keep ? 'the sandbox stays' : 'stopping');
    show.close();
    const gone = flags.keep ? [] : [await stopAll(world)];
    const verdicts = [...judge(observation), ...gone];
    const peakMemoryMb = memory.stop();
    return reportOf(observation, verdicts, {
      ...{ startedAt, endedAt: now(), seed: flags.seed, versions, arranged: arrangements, peakMemoryMb },
    });
  } catch (error) {
    show.close();
    await world.stop();
    throw error;
  } finally {
    memory.stop();
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
