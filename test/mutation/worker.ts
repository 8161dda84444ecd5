import { installHooks } from './module-hooks.ts';
import { playTestFile } from './play-test-file.ts';

/** What a worker is told: first what to serve, then one job after the other. */
export type Order =
  | { readonly kind: 'sources'; readonly sources: readonly (readonly [string, string])[] }
  | { readonly kind: 'cover'; readonly testFile: string }
  | { readonly kind: 'try'; readonly mutant: string; readonly testFiles: readonly string[]; readonly hitLimit: number };

/** `hits`: how often each mutant was reached. `failed`: what noticed. */
export interface Answer {
  readonly hits?: Readonly<Record<string, number>>;
  readonly tests: number;
  readonly tookMs: number;
  readonly failed?: string;
}

/** The instrumented code looks here for which mutant is active, and counts here. */
interface Switchboard {
  activeMutant?: string;
  hitCount?: number;
  hitLimit?: number;
  mutantCoverage?: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}
const board: Switchboard = {};
Object.assign(globalThis, { __stryker__: board });

let hooks: ReturnType<typeof installHooks> | undefined;

const cover = async (testFile: string): Promise<Omit<Answer, 'tookMs'>> => {
  const hits: Record<string, number> = {};
  board.mutantCoverage = { static: hits, perTest: {} };
  return { ...(await playTestFile(testFile)), hits };
};

const attempt = async ({ mutant, testFiles, hitLimit }: Extract<Order, { kind: 'try' }>) => {
  board.mutantCoverage = { static: {}, perTest: {} };
  Object.assign(board, { activeMutant: mutant, hitCount: 0, hitLimit });
  let tests = 0;
  for (const testFile of testFiles) {
    const played = await playTestFile(testFile);
    tests += played.tests;
    if (played.failed !== undefined) return { tests, failed: `${testFile}: ${played.failed}` };
  }
  return { tests };
};

process.on('message', async (order: Order) => {
  if (order.kind === 'sources') {
    hooks = installHooks(new Map(order.sources));
    return;
  }
  hooks?.nextRound();
  const begun = performance.now();
  board.activeMutant = undefined;
  const answer = order.kind === 'cover' ? await cover(order.testFile) : await attempt(order);
  process.send?.({ ...answer, tookMs: performance.now() - begun } satisfies Answer);
});
// A mutant may reject where nobody waits: the test that is running says what that means.
process.on('unhandledRejection', () => {});
