import { pathToFileURL } from 'node:url';
import { addEventHandler, type Event, getState, resetState, run } from 'jest-circus';

export interface Played {
  readonly tests: number;
  /** The first test that failed, or why the file could not be loaded. */
  readonly failed?: string;
}

type Block = ReturnType<typeof getState>['rootDescribeBlock'];

const skipRest = (block: Block): void => {
  for (const child of block.children) {
    if (child.type === 'test') child.mode = 'skip';
    else skipRest(child);
  }
};

/** The first failure decides: the rest need not run. */
const stopAtFailure = (event: Event): void => {
  if (event.name === 'test_done' && event.test.errors.length > 0) skipRest(getState().rootDescribeBlock);
};
let listening = false;

/** Runs one test file in this process. Never rejects. */
export const playTestFile = async (path: string): Promise<Played> => {
  resetState();
  // On a busy machine a slow test is no noticed mutant: what truly hangs is ended from outside.
  getState().testTimeout = 20_000;
  if (!listening) addEventHandler(stopAtFailure);
  listening = true;
  try {
    await import(pathToFileURL(path).href);
  } catch (error) {
    return { tests: 0, failed: `cannot be loaded: ${error instanceof Error ? error.stack : String(error)}` };
  }
  const { testResults, unhandledErrors } = await run();
  const failed = testResults.find(({ errors }) => errors.length > 0);
  const reason = failed ? `${failed.testPath.join(' ')}\n${failed.errors.join('\n')}` : unhandledErrors[0];
  return { tests: testResults.length, ...(reason !== undefined && { failed: String(reason) }) };
};
