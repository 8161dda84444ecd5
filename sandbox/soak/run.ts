import type { Config } from '../../functions/contract/config.ts';
import { startClients } from '../drill/clients/start-clients.ts';
import { startDrillWorld } from '../drill/drill-world.ts';
import { type Scene, sceneOf } from '../drill/scene.ts';
import { seededRandom } from '../world/options.ts';
import type { World } from '../world.ts';
import { startApprovers } from './approvers.ts';
import { type Episode, playEpisode } from './episode.ts';
import { complaintsOfCheckers } from './judge.ts';

interface Soak {
  readonly config: Config;
  /** New episodes begin until then. @default no limit */
  readonly minutes?: number;
  /** So many at most. @default no limit */
  readonly episodes?: number;
  readonly seed: number;
  /** Tells one line. */
  readonly say: (text: string) => void;
  /** Told of the world as soon as there is one, for who must end it early. */
  readonly onWorld: (world: World) => void;
}

export interface SoakReport {
  readonly seed: number;
  readonly episodes: readonly Episode[];
  /** What the checkers of docs/safety.md found in the whole history. */
  readonly violations: readonly string[];
}

/** Plays episodes until the time is over, or so many. Nothing of it runs when this settles. */
export const runSoak = async ({
  config,
  minutes = Infinity,
  episodes: most = Infinity,
  seed,
  say,
  onWorld,
}: Soak): Promise<SoakReport> => {
  const random = seededRandom(seed);
  const world = await startDrillWorld(config, { seed, ports: {} });
  onWorld(world);
  world.network.setRoute53('up');
  const scene = sceneOf(config);
  const clients = startClients(world, scene, random);
  const stopApprovers = startApprovers(world, random);
  const started = performance.now();
  const episodes: Episode[] = [];
  try {
    while (performance.now() - started < minutes * 60_000 && episodes.length < most) {
      const number = episodes.length + 1;
      const episode = await playEpisode({
        ...groundOf(world, scene, random),
        clients: clients.all,
        say: (text) => say(`episode ${number}: ${text}`),
      });
      episodes.push(episode);
      say(`episode ${number}: ${lineOf(episode)}`);
      passTheCooldown(world, config.datastores[scene.datastore]?.policy.cooldown ?? 0);
    }
    await clients.stop();
    return { seed, episodes, violations: complaintsOfCheckers(world) };
  } finally {
    stopApprovers();
    await clients.stop();
    await world.stop();
  }
};

/** The parts are as the last episode left them: the primary's Region is home. */
const groundOf = (world: World, scene: Scene, random: () => number) => {
  const home = world.elasticache.writer(scene.globalReplicationGroupId)?.region ?? scene.home;
  const heir = scene.members.find((region) => region !== home) ?? scene.heir;
  const servers = world.redis.get(scene.datastore);
  if (!servers) throw new RangeError(`the sandbox runs no servers for ${scene.datastore}`);
  return { world, scene: { ...scene, home, heir }, servers, random };
};

/** Episodes are hours apart: otherwise the second loss would find automation cooling down. */
const passTheCooldown = (world: World, seconds: number): void => world.advance((seconds + 60) * 1000);

const lineOf = ({ promotions, from, to, agreed, secondsToAgree, complaints }: Episode): string =>
  [
    `primary ${from === to ? `stays in ${from}` : `${from} -> ${to}`}, ${promotions} promotions, ` +
      `agreement ${agreed} after ${secondsToAgree} s`,
    ...complaints,
  ].join('; ');
