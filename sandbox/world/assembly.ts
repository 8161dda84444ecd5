import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { SandboxError } from './sandbox-error.ts';

/** What `cdk synth` depends on. */
const inputs = [
  'failover.config.ts',
  'cdk.json',
  'package-lock.json',
  'tsconfig.json',
  'functions/**/*',
  'infra/**/*',
  'state-machines/**/*',
];

/** Beside the assembly itself, so that whoever deletes it deletes both. */
const digestFile = 'inputs.sha256';

export interface AssemblyOptions {
  /** @default the working directory */
  readonly root?: string;
  /** @default cdk.out */
  readonly directory?: string;
  /** Runs the CDK: resolves with its exit status and all it printed. @default `cdk synth --quiet` */
  readonly synth?: (directory: string) => Promise<{ readonly status: number; readonly output: string }>;
  /** How many times half a second may be waited for another process that synthesises here. @default 120 */
  readonly patience?: number;
}

/** What the CDK says where another one holds the directory. What that one wrote may then be all that is needed. */
const anotherCdk = /Another CLI .* is currently/;

/**
 * Synthesises the assembly again if it is missing, or if any of its inputs differs from those it was made of. Answers
 * its directory, and whether it was made anew. Throws `SandboxError` with the CDK's own lines where that fails.
 */
export const freshAssembly = async (
  options: AssemblyOptions = {},
): Promise<{ directory: string; synthesised: boolean }> => {
  const { root = process.cwd(), synth = cdkSynth(root), patience = 120 } = options;
  const directory = join(root, options.directory ?? 'cdk.out');
  const digest = digestOf(root);
  const noted = join(directory, digestFile);
  if (existsSync(join(directory, 'manifest.json')) && existsSync(noted) && readFileSync(noted, 'utf8') === digest)
    return { directory, synthesised: false };

  const { status, output } = await synth(directory);
  if (status !== 0 && anotherCdk.test(output) && patience > 0) {
    await wait(500);
    return await freshAssembly({ ...options, patience: patience - 1 });
  }
  if (status !== 0) throw new SandboxError(`cdk synth failed:\n${output.trim()}`);
  writeFileSync(noted, digest);
  return { directory, synthesised: true };
};

const digestOf = (root: string): string => {
  const digest = createHash('sha256');
  for (const { file, content } of filesOf(root)) digest.update(`${file}\0${content.length}\0`).update(content);
  return digest.digest('hex');
};

const filesOf = (root: string) =>
  globSync(inputs, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ file: file.slice(root.length), content: readFileSync(file) }));

const cdkSynth =
  (root: string): NonNullable<AssemblyOptions['synth']> =>
  (directory) =>
    new Promise((resolve, reject) => {
      const args = ['synth', '--quiet', '--output', directory];
      const cdk = spawn(join(root, 'node_modules/.bin/cdk'), args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
      let output = '';
      for (const stream of [cdk.stdout, cdk.stderr])
        stream.on('data', (chunk) => {
          output += chunk;
        });
      cdk.once('error', reject);
      cdk.once('close', (status) => resolve({ status: status ?? 1, output }));
    });
