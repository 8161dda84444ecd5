import { spawn } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import { Redis } from 'ioredis';
import { findRedisServer } from '../../../sandbox/redis/find-server.ts';

/** A port that nobody listened on a moment ago. */
export const freePort = async (): Promise<number> => {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
};

/** A real server in memory, with any of its directives. */
export const aServer = async (...directives: string[]) => {
  const port = await freePort();
  const program = findRedisServer() ?? 'redis-server';
  const usual = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--repl-diskless-sync-delay', '0'];
  const child = spawn(program, [...usual, ...directives]);
  let output = '';
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('exit', () => reject(new Error(output)));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk;
      if (/Ready to accept connections/i.test(output)) resolve();
    });
  });
  const client = new Redis(port, '127.0.0.1', { lazyConnect: true, retryStrategy: null });
  client.on('error', () => {});
  return {
    port,
    /** For the test's own view; without credentials. */
    client,
    pause: () => child.kill('SIGSTOP'),
    stop: async () => {
      client.disconnect();
      child.removeAllListeners('exit');
      const gone = once(child, 'exit');
      child.kill('SIGCONT');
      child.kill('SIGKILL');
      await gone;
    },
  };
};
