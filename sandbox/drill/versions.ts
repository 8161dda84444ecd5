import { readFileSync } from 'node:fs';
import { arch, availableParallelism, platform, release } from 'node:os';
import { Redis } from 'ioredis';
import type { World } from '../world.ts';
import type { DrillReport } from './report.ts';

/** What ran: of this project, of Node, of the server, and on what machine. */
export const versionsOf = async (world: World): Promise<DrillReport['versions']> => ({
  project: projectVersion(),
  node: process.version,
  redis: await serverVersion(world),
  os: `${platform()} ${release()} ${arch()}, ${availableParallelism()} processors`,
});

const projectVersion = (): string => {
  const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return `${name} ${version}`;
};

const serverVersion = async ({ redis }: World): Promise<string> => {
  const [servers] = redis.values();
  const [host] = servers?.names().values() ?? [];
  if (!servers || host === undefined) return 'none';
  const client = new Redis({ host, port: servers.port, commandTimeout: 2000 });
  client.on('error', () => {});
  try {
    const text = await client.info('server');
    const field = (name: string): string | undefined => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(text)?.[1];
    const valkey = field('valkey_version');
    return valkey === undefined ? `redis ${field('redis_version')}` : `valkey ${valkey}`;
  } finally {
    client.disconnect();
  }
};
