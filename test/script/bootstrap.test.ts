import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type Ran, run } from './run-script.ts';

/** What a bare system has, beside what each test puts there. */
const basics = ['bash', 'cat', 'cksum', 'chmod', 'dirname', 'env', 'mkdir', 'mktemp', 'rm', 'tail'];

let clone: string;
let bin: string;

/** Puts a program on the PATH that is these lines of shell, and notes its arguments. */
const program = (name: string, ...lines: readonly string[]): void => {
  const file = join(bin, name);
  writeFileSync(file, ['#!/usr/bin/env bash', `echo "${name} $*" >>"${clone}/ran"`, ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
};
const ran = (): string => (existsSync(join(clone, 'ran')) ? readFileSync(join(clone, 'ran'), 'utf8') : '');
const bootstrap = (): Promise<Ran> => run(join(clone, 'script/bootstrap'), [], { env: { PATH: bin, TMPDIR: clone } });

beforeEach(() => {
  clone = mkdtempSync(join(tmpdir(), 'bootstrap-'));
  bin = join(clone, 'bin');
  mkdirSync(bin);
  mkdirSync(join(clone, 'script'));
  cpSync('script/bootstrap', join(clone, 'script/bootstrap'));
  writeFileSync(join(clone, 'package-lock.json'), '{}');
  for (const name of basics) {
    const found = ['/bin', '/usr/bin'].map((folder) => join(folder, name)).find((file) => existsSync(file));
    if (found) symlinkSync(found, join(bin, name));
  }
  program('id', 'echo 0');
  program('node', 'case "$1" in -p) echo 20 ;; esac');
  // As npm does, it brings the Node that everything else runs on.
  program('npm', 'mkdir -p node_modules/.bin', 'cat "$0" >node_modules/.bin/node', 'chmod +x node_modules/.bin/node');
  program('redis-server');
});

afterEach(() => rmSync(clone, { recursive: true, force: true }));

test('installs the packages once, and is quiet and idle from then on', async () => {
  expect(await bootstrap()).toMatchObject({ status: 0, out: '', err: 'bootstrap: installing packages (npm ci)\n' });
  expect(ran()).toMatch(/^npm ci/m);
  rmSync(join(clone, 'ran'));
  expect(await bootstrap()).toEqual({ status: 0, out: '', err: '' });
  expect(ran()).not.toMatch(/^npm/m);
});

test('installs again when the lock file changed', async () => {
  await bootstrap();
  rmSync(join(clone, 'ran'));
  writeFileSync(join(clone, 'package-lock.json'), '{"lockfileVersion":3}');
  expect((await bootstrap()).status).toBe(0);
  expect(ran()).toMatch(/^npm ci/m);
});

test('an installation that failed is tried again', async () => {
  program('npm', 'mkdir -p node_modules', 'exit 1');
  expect(await bootstrap()).toMatchObject({ status: 2, err: expect.stringContaining('bootstrap: npm ci failed') });
  rmSync(join(clone, 'ran'));
  await bootstrap();
  expect(ran()).toMatch(/^npm ci/m);
});

test.each([
  ['no node', () => rmSync(join(bin, 'node')), /^bootstrap: node is not on the PATH: install Node 20 .*\n$/],
  ['no npm', () => rmSync(join(bin, 'npm')), /^bootstrap: npm is not on the PATH: .*\n$/],
  [
    'an old node',
    () => program('node', 'case "$1" in -p) echo 18 ;; -v) echo v18.1.0 ;; esac'),
    /^bootstrap: Node v18.1.0 is too old: install Node 20 or later .*\n$/,
  ],
])('%s: one line, and status 2', async (_, spoil, says) => {
  spoil();
  const { status, err } = await bootstrap();
  expect(status).toBe(2);
  expect(err).toMatch(says);
});

const withoutServer = async (): Promise<void> => {
  await bootstrap();
  rmSync(join(bin, 'redis-server'));
  rmSync(join(clone, 'ran'), { force: true });
};
const installsServer = `cat "$0" >"$(dirname "$0")/redis-server"; chmod +x "$(dirname "$0")/redis-server"`;

test('installs a server through apt-get, its list of packages brought up to date first, and says so', async () => {
  await withoutServer();
  program('apt-get', `case "$1" in install) ${installsServer} ;; esac`);
  const { status, err } = await bootstrap();
  expect(err).toBe(
    'bootstrap: installing a Redis-compatible server (apt-get install -y --no-install-recommends redis-server)\n',
  );
  expect(status).toBe(0);
  expect(ran()).toMatch(/^apt-get update\napt-get install/m);
});

test.each(['dnf', 'apk', 'brew'])('installs a server through %s', async (manager) => {
  await withoutServer();
  program(manager, `case "$1" in install | add) ${installsServer} ;; esac`);
  expect(await bootstrap()).toMatchObject({ status: 0 });
  expect(ran()).toMatch(new RegExp(`^${manager} (install|add)`, 'm'));
});

test('asks sudo where it is not root', async () => {
  await withoutServer();
  program('id', 'echo 1000');
  program('sudo', '"$@"');
  program('apt-get', `case "$1" in install) ${installsServer} ;; esac`);
  expect(await bootstrap()).toMatchObject({ status: 0, err: expect.stringContaining('(sudo apt-get install') });
  expect(ran()).toMatch(/^sudo apt-get update/m);
});

test('neither root nor sudo: the command to run as root, and nothing was tried', async () => {
  await withoutServer();
  program('id', 'echo 1000');
  program('apt-get');
  const { status, err } = await bootstrap();
  expect(status).toBe(2);
  expect(err).toMatch(/^bootstrap: no valkey-server .* as root run `apt-get install [^`]+` and try again\n$/);
  expect(ran()).not.toMatch(/apt-get/);
});

test('a package manager that fails: its last words, then the command to run', async () => {
  await withoutServer();
  program('apt-get', 'echo "E: no network" >&2; exit 100');
  const { status, err } = await bootstrap();
  expect(status).toBe(2);
  expect(err).toMatch(
    /E: no network\nbootstrap: .* could not be installed: run `apt-get install [^`]+` and try again\n$/,
  );
});

test('no package manager at all: one line', async () => {
  await withoutServer();
  const { status, err } = await bootstrap();
  expect(status).toBe(2);
  expect(err).toMatch(/^bootstrap: no valkey-server or redis-server, and no apt-get, dnf, apk or brew .*\n$/);
});
