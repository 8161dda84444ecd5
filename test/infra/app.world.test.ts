import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';

const at = mkdtempSync(path.join(tmpdir(), 'failover-app-'));
const run = (command: string, args: readonly string[], options: object = {}) =>
  spawnSync(command, args, { cwd: at, encoding: 'utf8', ...options });
const bundles = () =>
  readdirSync(path.join(at, 'cdk.out'))
    .map((name) => path.join(at, 'cdk.out', name, 'index.mjs'))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile());

/** The app in a place of its own, where its configuration may be spoilt. */
beforeAll(() => {
  for (const name of ['infra', 'functions', 'state-machines', 'failover.config.ts', 'package.json'])
    cpSync(name, path.join(at, name), { recursive: true });
  symlinkSync(path.resolve('node_modules'), path.join(at, 'node_modules'));
  const { status, stderr } = run(process.execPath, ['infra/app.ts'], {
    env: { ...process.env, CDK_OUTDIR: 'cdk.out' },
  });
  expect([status, stderr.split('\n').filter((line) => !/^(Bundling asset |$)/.test(line))]).toEqual([0, []]);
}, 120_000);
afterAll(() => rmSync(at, { recursive: true }));

test('each function is bundled once for all Regions, to at most 700 KB', () => {
  const sizes = bundles().map((file) => statSync(file).size);
  expect(sizes).toHaveLength(readdirSync('functions/handlers').length);
  expect(sizes.filter((size) => size > 700_000)).toEqual([]);
});

test('each bundle loads, and carries the configuration', () => {
  const program = `for (const file of process.argv.slice(1)) {
    const { handler } = await import(file);
    if (typeof handler !== 'function') throw new Error(file + ' has no handler');
  }`;
  const { status, stderr } = run(process.execPath, ['--input-type=module', '-e', program, ...bundles()]);
  expect([status, stderr]).toEqual([0, '']);
  for (const file of bundles())
    expect([file, readFileSync(file, 'utf8').includes('ldgnf-sessions')]).toEqual([file, true]);
});

const cfnLint = run('cfn-lint', ['--version']).status === 0;
(cfnLint ? test : test.skip)(
  'cfn-lint finds no error in the templates',
  () => {
    const templates = readdirSync(path.join(at, 'cdk.out')).filter((name) => name.endsWith('.template.json'));
    const { stdout } = run('cfn-lint', [
      '--non-zero-exit-code',
      'error',
      ...templates.map((name) => `cdk.out/${name}`),
    ]);
    expect(stdout.split('\n').filter((line) => /^E\d/.test(line))).toEqual([]);
  },
  60_000,
);

test('a wrong configuration stops the app with all that is wrong and no stack, status 2', () => {
  const wrong = `import { defineConfig } from './functions/contract/define-config.ts';
    export default defineConfig({ account: '1', regions: ['us-east-1', 'us-west-2'], witness: 'us-east-1', datastores: {} });`;
  writeFileSync(path.join(at, 'failover.config.ts'), wrong);
  const { status, stderr, stdout } = run(process.execPath, ['infra/app.ts']);

  expect([status, stdout]).toEqual([2, '']);
  expect(stderr.trim().split('\n')).toEqual([
    'failover.config.ts: account: expected a 12-digit AWS account id, got "1"',
    'failover.config.ts: regions: expected each Region that holds a member of some datastore, once, got us-east-1, us-west-2, which holds none',
    'failover.config.ts: witness: expected a Region without members, to look from outside, got "us-east-1"',
  ]);
});
