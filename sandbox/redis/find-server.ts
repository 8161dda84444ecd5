import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** Path of the Redis-compatible server on the PATH, Valkey first; undefined where there is none. */
export const findRedisServer = (searchPath: string = process.env.PATH ?? ''): string | undefined => {
  for (const name of ['valkey-server', 'redis-server'])
    for (const folder of searchPath.split(path.delimiter)) {
      const candidate = path.join(folder || '.', name);
      if (isExecutable(candidate)) return candidate;
    }
  return undefined;
};

const isExecutable = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** No Redis-compatible server was found, or it would not start. One line that says what to do; programs exit with 2. */
export class RedisServerUnusable extends Error {
  override readonly name = 'RedisServerUnusable';
  readonly exitStatus = 2;
}
