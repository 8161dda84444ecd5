import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { readAssembly } from '../sandbox/cloudformation/assembly.ts';
import { freshAssembly } from '../sandbox/world.ts';
import { deployedFunctions } from './deployed-functions.ts';
import { median } from './statistics.ts';
import { printTable } from './table.ts';

const sizeLimitKb = 700;
const importLimitMs = 200;
const imports = 10;

/** Size and cold import time of each function's bundle, as `cdk synth` wrote it. */
export const bundles = async (): Promise<void> => {
  const { directory } = await freshAssembly();
  const files = new Map(
    deployedFunctions(readAssembly(directory)).map(({ name, code }) => [name, path.join(code, 'index.mjs')]),
  );
  const rows = [...files].sort(([a], [b]) => a.localeCompare(b)).map(([name, file]) => rowOf(name, file));
  printTable(`Bundles: minified, and imported in a process of its own (median of ${imports})`, rows, [
    `Limits: ${sizeLimitKb} KB, ${importLimitMs} ms. On this machine's CPU; a small Lambda has a share of one.`,
  ]);
};

const rowOf = (name: string, file: string) => {
  const sizeKb = Math.ceil(statSync(file).size / 1000);
  const importMs = median(Array.from({ length: imports }, () => importOnce(file)));
  const within = sizeKb <= sizeLimitKb && importMs <= importLimitMs;
  return {
    function: name,
    'size KB': sizeKb,
    'import ms': Math.round(importMs),
    '': within ? 'ok' : 'ABOVE THE LIMIT',
  };
};

/** Milliseconds that a fresh process takes for the import itself; starting Node is not part of it. */
const importOnce = (file: string): number => {
  const url = JSON.stringify(pathToFileURL(file).href);
  const script = `const from = performance.now(); await import(${url}); console.log(performance.now() - from); process.exit(0)`;
  const env = { ...process.env, AWS_REGION: 'us-east-1' };
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env,
  });
  if (status !== 0) throw new Error(`${file} cannot be imported: ${stderr}`);
  return Number(stdout.trim().split('\n').at(-1));
};
