import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { freshAssembly } from '../../../sandbox/world/assembly.ts';

const roots: string[] = [];
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true });
});

/** A project whose `cdk synth` only writes a manifest. */
const project = () => {
  const root = mkdtempSync(join(tmpdir(), 'project-'));
  roots.push(root);
  const write = (file: string, content = file) => {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), content);
  };
  for (const file of [
    'failover.config.ts',
    'cdk.json',
    'package-lock.json',
    'functions/handlers/a.ts',
    'infra/app.ts',
    'state-machines/f.asl.json',
  ])
    write(file);
  const synth = async (directory: string) => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'manifest.json'), '{}');
    return { status: 0, output: '' };
  };
  return { root, write, fresh: async () => (await freshAssembly({ root, synth })).synthesised };
};

test('an assembly is made once, and again only when an input has changed', async () => {
  const { root, write, fresh } = project();
  expect([await fresh(), await fresh()]).toEqual([true, false]);
  write('README.md', 'not an input');
  expect(await fresh()).toBe(false);

  for (const file of [
    'failover.config.ts',
    'cdk.json',
    'package-lock.json',
    'functions/handlers/a.ts',
    'infra/app.ts',
    'state-machines/f.asl.json',
    'functions/new.ts',
  ]) {
    write(file, 'changed');
    expect([file, await fresh(), await fresh()]).toEqual([file, true, false]);
  }
  rmSync(join(root, 'functions/new.ts'));
  expect(await fresh()).toBe(true);
  rmSync(join(root, 'cdk.out'), { recursive: true });
  expect(await fresh()).toBe(true);
});

test('a failed synthesis shows the lines of the CDK, and is tried again', async () => {
  const { root, fresh } = project();
  const synth = async () => ({ status: 1, output: 'policy.persistence: expected a number\n' });
  await expect(freshAssembly({ root, synth })).rejects.toMatchObject({
    name: 'SandboxError',
    message: 'cdk synth failed:\npolicy.persistence: expected a number',
  });
  expect(await fresh()).toBe(true);
});

test('another process that synthesises here is waited for, not for ever', async () => {
  const { root } = project();
  const outputs = ['Another CLI (PID=7) is currently synthing to cdk.out.'];
  const synth = async (directory: string) => {
    const output = outputs.pop();
    if (output !== undefined) return { status: 1, output };
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'manifest.json'), '{}');
    return { status: 0, output: '' };
  };
  expect(await freshAssembly({ root, synth })).toMatchObject({ synthesised: true });

  const busy = async () => ({ status: 1, output: 'Another CLI (PID=7) is currently synthing to cdk.out.' });
  await expect(freshAssembly({ root, directory: 'other', synth: busy, patience: 1 })).rejects.toThrow(/Another CLI/);
});
