import { globSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { type createHand, doAll } from './crew.ts';
import { explained, isAbout } from './equivalent.ts';
import { instrument, type Mutant, mutatedFiles } from './mutants.ts';

/**
 * `npm run mutation [-- part-of-a-path …]`: plants every mutant of `functions/domain` and runs the tests that reach it.
 * Fails for a survivor that is not explained, and for an explanation that explains nothing any more.
 */
const wanted = process.argv.slice(2);
/**
 * Unit tests of everything that stands on the domain; those that do not reach a mutant are not run for it. Without the
 * exhaustive tables, which walk for minutes where every step is counted: examples must notice by themselves.
 */
const testFiles = globSync(
  'test/{domain,functions,evidence,handlers,publication,reconcile,state-machines}/**/*.test.ts',
)
  .filter((path) => !path.includes('.world.') && !path.includes('exhaustive'))
  .sort();
const size = Math.min(availableParallelism(), 4);
const report = 'mutation-report.json';

interface Coverage {
  readonly testFile: string;
  readonly tests: number;
  readonly tookMs: number;
  readonly hits: Readonly<Record<string, number>>;
  readonly broken?: string;
}

const coverageOf = async (testFile: string, hand: ReturnType<typeof createHand>): Promise<Coverage> => {
  const answer = await hand.work({ kind: 'cover', testFile }, 60_000);
  if (answer === 'hung') return { testFile, tests: 0, tookMs: 0, hits: {}, broken: 'it does not end' };
  const { failed: broken, hits = {}, tests, tookMs } = answer;
  // A test that fails by itself would seem to kill everything.
  return { testFile, tests, tookMs, hits: broken === undefined ? hits : {}, ...(broken !== undefined && { broken }) };
};

interface Outcome extends Mutant {
  readonly status: 'killed' | 'hung' | 'survived' | 'unreached';
  readonly killedBy?: string;
}

/** Runs the tests that reach the mutant, the quickest first. A loop that never ends is noticed too. */
const tryMutant =
  (coverage: readonly Coverage[]) =>
  async (mutant: Mutant, hand: ReturnType<typeof createHand>): Promise<Outcome> => {
    const reaching = coverage.filter(({ hits }) => hits[mutant.id]).sort((a, b) => a.tookMs - b.tookMs);
    if (reaching.length === 0) return { ...mutant, status: 'unreached' };
    const hits = reaching.reduce((sum, { hits }) => sum + (hits[mutant.id] ?? 0), 0);
    const usualMs = reaching.reduce((sum, { tookMs }) => sum + tookMs, 0);
    const answer = await hand.work(
      {
        kind: 'try',
        mutant: mutant.id,
        testFiles: reaching.map(({ testFile }) => testFile),
        hitLimit: hits * 10 + 1000,
      },
      30_000 + 4 * usualMs,
    );
    if (answer === 'hung') return { ...mutant, status: 'hung' };
    return answer.failed === undefined
      ? { ...mutant, status: 'survived' }
      : { ...mutant, status: 'killed', killedBy: answer.failed.split('\n', 1)[0] ?? '' };
  };

const begun = performance.now();
const files = mutatedFiles();
const { sources, mutants } = await instrument(files);
const coverage = await doAll(testFiles, { sources, size, each: coverageOf });
const tests = coverage.reduce((sum, { tests }) => sum + tests, 0);
const chosen = mutants.filter(({ file }) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
const broken = coverage.filter((it) => it.broken !== undefined);
for (const it of broken) console.log(`BROKEN without any mutant: ${it.testFile}: ${it.broken}`);
console.log(`${chosen.length} mutants of ${files.length} files, ${tests} tests in ${testFiles.length} files`);

const trying = tryMutant(coverage);
let tried = 0;
const each: typeof trying = async (mutant, hand) => {
  const outcome = await trying(mutant, hand);
  tried += 1;
  if (tried % 250 === 0)
    console.error(`${tried} of ${chosen.length}, ${Math.round((performance.now() - begun) / 1000)} s`);
  return outcome;
};

const outcomes = await doAll(chosen, { sources, size, each });
const alive = outcomes.filter(({ status }) => status === 'survived' || status === 'unreached');
const reasons = explained();
const unexplained = alive.filter((mutant) => !reasons.some((entry) => isAbout(entry, mutant)));
const stale = reasons.filter(
  (entry) =>
    (wanted.length === 0 || wanted.some((part) => entry.file.includes(part))) &&
    !alive.some((mutant) => isAbout(entry, mutant)),
);
for (const { file, line, status, original, replacement } of unexplained)
  console.log(`${status.toUpperCase()} ${file}:${line}\n  - ${original}\n  + ${replacement}`);
for (const { file, on, original, replacement } of stale)
  console.log(`STALE explanation ${file}: ${on}\n  - ${original}\n  + ${replacement}`);

const count = (status: Outcome['status']): number => outcomes.filter((it) => it.status === status).length;
const summary = {
  mutants: outcomes.length,
  killed: count('killed'),
  hung: count('hung'),
  explained: alive.length - unexplained.length,
  unexplained: unexplained.length,
  stale: stale.length,
  broken: broken.length,
  seconds: Math.round((performance.now() - begun) / 1000),
};
writeFileSync(report, `${JSON.stringify({ summary, unexplained, stale, outcomes }, null, 2)}\n`);
console.log(summary);
process.exitCode = unexplained.length + stale.length + broken.length > 0 ? 1 : 0;
