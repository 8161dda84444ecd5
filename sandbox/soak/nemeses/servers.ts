import { clusterIn, type Ground } from '../ground.ts';
import type { Nemesis } from '../nemesis.ts';

const killed = async (ground: Ground, region: string): Promise<() => Promise<void>> => {
  const { node } = clusterIn(ground, region);
  await ground.servers.kill(node);
  let isDown = true;
  return async () => {
    if (!isDown) return;
    isDown = false;
    await ground.servers.restart(node);
  };
};

const paused = async (ground: Ground, region: string): Promise<() => Promise<void>> => {
  const { node } = clusterIn(ground, region);
  ground.servers.pause(node);
  return async () => ground.servers.resume(node);
};

/**
 * Cache servers that die or freeze. The primary's is not killed: restarted empty, it would empty its copies, which
 * ElastiCache's replacement of a node does not.
 */
export const breakdowns: readonly Nemesis[] = [
  {
    name: 'cache of the secondary killed',
    kind: 'disturbance',
    begin: async (ground) => killed(ground, ground.scene.heir),
  },
  {
    name: 'cache of the secondary frozen',
    kind: 'disturbance',
    begin: async (ground) => paused(ground, ground.scene.heir),
  },
  {
    name: 'cache of the primary frozen',
    kind: 'disturbance',
    begin: async (ground) => paused(ground, ground.scene.home),
  },
];
