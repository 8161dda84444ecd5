import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, test } from '@jest/globals';
import { descendants, isAlive } from '../../sandbox/drill/processes.ts';
import { freePort } from '../../sandbox/world/datastores.ts';
import { eventually } from '../support/eventually.ts';
import { run } from './run-script.ts';

const node = process.execPath;
const sandbox = (...args: readonly string[]) => run(node, ['sandbox/main.ts', ...args]);

const ending: (() => void)[] = [];
afterEach(() => {
  for (const end of ending.splice(0)) end();
});

/** Takes a port for as long as the test lasts. */
const taken = async (host: string): Promise<string> => {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  ending.push(() => server.close());
  return String(Reflect.get(Object(server.address()), 'port'));
};

const startSandbox = async () => {
  const port = String(await freePort());
  const child = spawn(node, ['sandbox/main.ts', 'up', '--json', '--port', port], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  ending.push(() => child.kill('SIGKILL'));
  const [line] = await once(createInterface(child.stdout), 'line');
  return { port, child, card: JSON.parse(String(line)) };
};

test('up tells how it is reached, obeys other terminals, and leaves nothing behind when a signal ends it', async () => {
  const { port, child, card } = await startSandbox();
  expect(card).toMatchObject({
    endpoint: `http://127.0.0.1:${port}`,
    regions: ['us-east-1', 'us-west-2', 'eu-west-1'],
    redis: {
      sessions: { 'sessions-usw2.sbx001.ng.0001.usw2.cache.amazonaws.com': expect.stringMatching(/^127\.0\.2\.1:/) },
    },
    stateMachines: { 'us-west-2': expect.stringMatching(/:stateMachine:failover$/) },
  });
  expect(card.commands).toHaveLength(3);

  expect(await sandbox('blackout', 'us-east-1', '--port', port)).toMatchObject({
    status: 0,
    out: 'us-east-1 is dark\n',
  });
  expect((await sandbox('status', '--port', port)).out).toMatch(/^ {2}us-east-1 +dark$/m);
  expect((await sandbox('heal', 'us-east-1', '--port', port)).status).toBe(0);
  expect((await sandbox('cut', 'us-east-1', 'us-west-2', '--port', port)).status).toBe(0);
  expect((await sandbox('status', '--port', port)).out).toMatch(/^ {2}us-east-1 +cut from us-west-2$/m);
  expect((await sandbox('mend', 'us-east-1', 'us-west-2', '--port', port)).status).toBe(0);
  expect((await sandbox('status', '--port', port)).out).toMatch(/^ {2}us-east-1 +up$/m);
  expect(await sandbox('blackout', 'mars', '--port', port)).toEqual({
    status: 2,
    out: '',
    err: "sandbox: no Region called 'mars'; there are us-east-1, us-west-2, eu-west-1\n",
  });

  const pids = descendants(child.pid).map(({ pid }) => pid);
  expect(pids.length).toBeGreaterThanOrEqual(4);
  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
  await eventually(() => !pids.some(isAlive));
  expect(await sandbox('status', '--port', port)).toMatchObject({
    status: 2,
    err: expect.stringMatching(/^sandbox: no sandbox is running on port \d+: .*up\n$/),
  });
}, 60_000);

test.each([
  [['--port'], '127.0.0.1', /^sandbox: port \d+ is taken: choose another with --port\n$/],
  [['--dns-port'], '127.0.0.1', /^sandbox: port \d+ is taken: choose another with --dns-port\n$/],
  [['--redis-port'], '127.0.2.1', /^sandbox: port \d+ on 127\.0\.2\.1 is taken: [^\n]+\n$/],
])('up with a taken %j: one line, status 2', async ([flag = ''], host, says) => {
  const port = await taken(host);
  const free = flag === '--port' ? [] : ['--port', String(await freePort())];
  const { status, out, err } = await sandbox('up', flag, port, ...free);
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toMatch(says);
});

test('a drill without a server binary: one line that says what installs it, status 2', async () => {
  const env = { ...process.env, PATH: resolve('node_modules/.bin') };
  const { status, out, err } = await run(node, ['sandbox/drill.ts'], { env });
  expect({ status, out }).toEqual({ status: 2, out: '' });
  expect(err).toBe(
    'script/drill: neither valkey-server nor redis-server is on the PATH: script/bootstrap installs one\n',
  );
});

test.each([
  [['--wat'], "script/drill: Unknown option '--wat': see script/drill --help\n"],
  [['--seed', 'x'], "script/drill: --seed takes a whole number from 0 to 4294967295, not 'x'\n"],
])('script/drill %j: one line, status 2', async (args, err) => {
  expect(await run('script/drill', args)).toEqual({ status: 2, out: '', err });
});

test.each([
  [['wat'], "sandbox: no command called 'wat': see npm run sandbox -- --help\n"],
  [['up', '--wat'], "sandbox: Unknown option '--wat': see npm run sandbox -- --help\n"],
  [['up', '--port', 'x'], "sandbox: --port takes a whole number from 1 to 65535, not 'x'\n"],
  [['cut', 'us-east-1'], 'sandbox: cut takes <region> <region>: see npm run sandbox -- --help\n'],
])('sandbox %j: one line, status 2', async (args, err) => {
  expect(await sandbox(...args)).toEqual({ status: 2, out: '', err });
});

test('help is no mistake', async () => {
  expect(await sandbox('--help')).toMatchObject({
    status: 0,
    err: '',
    out: expect.stringContaining('blackout <region>'),
  });
  expect(await run('script/drill', ['--help'])).toMatchObject({
    status: 0,
    err: '',
    out: expect.stringContaining('--seed'),
  });
});
