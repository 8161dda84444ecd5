import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { findRedisServer } from '../../sandbox/redis.ts';
import { eventually } from '../support/eventually.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const source = (name: string): string => JSON.stringify(new URL(`../../sandbox/${name}`, import.meta.url).href);

/** A program of its own that starts the servers and then does `then`. */
const program = (then: string, options = ''): string => `
  import { startRedis } from ${source('redis.ts')};
  import { Network } from ${source('network.ts')};
  import { History } from ${source('history.ts')};
  import { realClock } from ${source('clock.ts')};
  const network = new Network(['us-east-1', 'us-west-2'], new History(realClock));
  const primary = { region: 'us-east-1', id: 'sessions-use1' };
  const clusters = [primary, { region: 'us-west-2', id: 'sessions-usw2' }];
  try {
    const redis = await startRedis({ network, port: Number(process.env.PORT), clusters, primary, ${options} });
    console.log(JSON.stringify(redis.pids()));
    ${then}
  } catch (error) {
    console.log(error.name + ': ' + error.message);
    process.exitCode = error.exitStatus;
  }
`;

const start = (code: string, port: number) =>
  spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder, PORT: String(port) },
  });

const run = async (code: string, port: number): Promise<{ status: unknown; output: string }> => {
  const child = start(code, port);
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [status] = await once(child, 'close');
  return { status, output: output.trim() };
};

const taken = async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.1.1'), 'listening');
  const address = server.address();
  const close = (): Promise<unknown> => new Promise((resolve) => server.close(resolve));
  return { port: address !== null && typeof address === 'object' ? address.port : 0, close };
};

const freePort = async (): Promise<number> => {
  const { port, close } = await taken();
  await close();
  return port;
};

/** A process that ended but that nobody has waited for yet does not count as running. */
const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return (
      spawnSync('ps', ['-o', 'stat=', '-p', String(pid)])
        .stdout.toString()
        .trim()
        .startsWith('Z') === false
    );
  }
};

test.each([
  ['stops', 'await redis.stop();'],
  ['exits without stopping', 'process.exit(0);'],
  [
    'throws',
    'setTimeout(() => { throw new Error("expected by the test") }); process.on("uncaughtException", () => process.exit(1));',
  ],
  ['is killed', 'process.kill(process.pid, "SIGKILL");'],
])(
  'no server and no file is left behind when the program %s',
  async (_, then) => {
    const { output } = await run(program(then), await freePort());

    const pids = JSON.parse(output);
    expect(pids).toHaveLength(4);
    await eventually(() => pids.every((pid: number) => !isRunning(pid)));
    await eventually(() => readdirSync(folder).length === 0);
  },
  20_000,
);

test('a taken port: one line that says what to do, exit status 2, nothing left', async () => {
  const { port, close } = await taken();
  const { status, output } = await run(program(''), port);
  await close();

  expect(output).toBe(
    `AddressUnavailable: port ${port} on 127.0.1.1 is taken: choose another port, or end the program that listens there`,
  );
  expect(status).toBe(2);
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['"/nowhere/redis-server"', /^RedisServerUnusable: \/nowhere\/redis-server did not start for .*ENOENT$/],
  [`${JSON.stringify(process.execPath)}`, /^RedisServerUnusable: .* did not start for /],
])('a server that does not start (%s): one line, exit status 2, nothing left', async (server, message) => {
  const { status, output } = await run(program('', `server: ${server}`), await freePort());

  expect(output).toMatch(message);
  expect(status).toBe(2);
  await eventually(() => readdirSync(folder).length === 0);
});

test('without a server on the PATH there is none', () => {
  expect(findRedisServer(folder)).toBeUndefined();
});
