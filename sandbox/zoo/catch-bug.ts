import { spawn } from 'node:child_process';
import type { Bug } from './bug.ts';
import type { Tree } from './tree.ts';

/** A bug may make what it breaks go on for ever: what was said until then counts. */
const LONGEST_MS = 5 * 60_000;

/** What became of one bug. */
export interface Caught {
  readonly bug: Bug;
  readonly state: 'killed' | 'survived' | 'no-evidence';
  /** One line: what the checker said, or what was expected and did not come. */
  readonly said: string;
  readonly seconds: number;
}

/**
 * Runs what must catch the bug, first without it, then with it. Without, it must be silent: a checker that always speaks is no
 * evidence. With it, the checker of the broken promise must speak, whatever else does.
 */
export const catchBug = async (bug: Bug, { tree, now }: { tree: Tree; now: () => number }): Promise<Caught> => {
  const began = now();
  const told = (state: Caught['state'], said: string): Caught => ({
    bug,
    state,
    said,
    seconds: Math.round((now() - began) / 1000),
  });
  const silent = await withoutBugs(bug, tree);
  if (silent.status !== 0) return told('no-evidence', `fails without the bug: ${lastLine(silent.output)}`);
  const restore = tree.plant(bug.edits);
  try {
    const { status, output } = await run(bug, tree);
    const said = evidenceIn(bug, output);
    if (status === 0 || said === undefined)
      return told(
        'survived',
        status === 0 ? 'nothing noticed it' : `noticed, but not by ${bug.breaks}: ${firstProblem(output)}`,
      );
    return told('killed', said);
  } finally {
    restore();
  }
};

const known = new Map<string, ReturnType<typeof run>>();

/** The same run without any bug, made once for all bugs that it serves. */
const withoutBugs = (bug: Bug, tree: Tree): ReturnType<typeof run> => {
  const key = JSON.stringify(bug.caughtBy);
  const silent = known.get(key) ?? run(bug, tree);
  known.set(key, silent);
  return silent;
};

const run = ({ caughtBy }: Bug, { directory }: Tree): Promise<{ status: number | null; output: string }> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argumentsOf(caughtBy), {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: LONGEST_MS,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, output }));
  });

const argumentsOf = (caughtBy: Bug['caughtBy']): string[] => {
  if ('test' in caughtBy)
    return [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      // What a failing test left open must not keep it from ending.
      '--forceExit',
      '--bail',
      caughtBy.test,
    ];
  if ('cell' in caughtBy)
    return ['sandbox/matrix.ts', '--jobs', '1', '--seed', String(caughtBy.seed), '--cell', caughtBy.cell];
  const { scenario, seed, runs = 1, plain = true } = caughtBy;
  const numbers = ['--runs', String(runs), '--seed', String(seed), '--jobs', '1'];
  return ['sandbox/simulate.ts', '--scenario', scenario, ...numbers, ...(plain ? ['--plain'] : [])];
};

/** The line in which the checker of the broken promise speaks, or the failing test's name. */
const evidenceIn = ({ breaks, caughtBy }: Bug, output: string): string | undefined => {
  const pattern = 'test' in caughtBy ? /^ +● (.*)$/m : new RegExp(`^ +(${breaks}: .*)$`, 'm');
  return pattern.exec(output)?.[1]?.trim();
};

const firstProblem = (output: string): string =>
  /^ +((?:[NL]\d+: |not |expected |no page |the scenario ).*)$/m.exec(output)?.[1] ?? lastLine(output);

const lastLine = (output: string): string => output.trim().split('\n').at(-1) ?? '';
