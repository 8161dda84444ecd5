import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RedisNode } from './redis-node.ts';
import { startWatchdog } from './watchdog.ts';

/** All server processes of a sandbox, and the folder they live in. */
export interface Fleet {
  readonly nodes: ReadonlyMap<string, RedisNode>;
  readonly node: (id: string) => RedisNode;
  readonly pids: () => number[];
  /** Ends every process, waits for it, and removes the folder. */
  readonly stop: () => Promise<void>;
}

/** Prepares one node per id; starts none of them. Whatever becomes of this process, no server outlives it. */
export const createFleet = (server: string, ids: readonly string[]): Fleet => {
  // A short path: a Unix socket's may have about 100 characters.
  const folder = mkdtempSync(path.join(tmpdir(), 'gdf-'));
  const watchdog = startWatchdog(folder);
  const nodes = new Map<string, RedisNode>();
  const pids = (): number[] => [...nodes.values()].flatMap(({ pid }) => pid ?? []);
  const password = randomUUID();
  const onProcess = (): void => watchdog.guard(pids());
  for (const id of ids) nodes.set(id, new RedisNode({ id, server, folder, password, onProcess }));
  const endAll = (): void => {
    for (const node of nodes.values()) node.signal('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', endAll);
  return {
    nodes,
    pids,
    node: (id) => {
      const node = nodes.get(id);
      if (!node) throw new RangeError(`no node called ${id}; there are ${[...nodes.keys()].join(', ')}`);
      return node;
    },
    stop: async () => {
      await Promise.all([...nodes.values()].map((node) => node.stop()));
      await watchdog.release();
      process.off('exit', endAll);
    },
  };
};
