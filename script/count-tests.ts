import { readFileSync } from 'node:fs';

/** Jest's own result, as far as it is counted here: https://jestjs.io/docs/cli#--json */
interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that could not even be loaded: none of their tests ran, so each counts as one that failed. */
  readonly numRuntimeErrorTestSuites: number;
  readonly startTime: number;
  readonly testResults: readonly TestFile[];
}

interface TestFile {
  readonly name: string;
  readonly endTime: number;
  readonly assertionResults: readonly Test[];
}

interface Test {
  readonly fullName: string;
  readonly status: string;
  /** In milliseconds; none of a test that was skipped. */
  readonly duration?: number | null;
}

const readResults = (file: string): Results | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;

const timeOf = (tests: readonly Test[]): number => tests.reduce((sum, { duration }) => sum + (duration ?? 0), 0);

/** Each slice of a campaign, whose title names its seed; what was skipped, whose title may say why; how long it all took. */
const told = ({ startTime, testResults }: Results): string[] => {
  const testsOf = (files: readonly TestFile[]) => files.flatMap(({ assertionResults }) => assertionResults);
  const all = testsOf(testResults);
  const slices = testsOf(testResults.filter(({ name }) => name.includes('/test/slices/')));
  const skipped = all.filter(({ status }) => status === 'pending');
  const endedAt = Math.max(startTime, ...testResults.map(({ endTime }) => endTime));
  return [
    ...slices.map((test) => `slice, ${seconds(timeOf([test]))}: ${test.fullName}`),
    // Where tests were chosen by name, thousands are.
    ...skipped.slice(0, 20).map(({ fullName }) => `skipped: ${fullName}`),
    `time: ${seconds(endedAt - startTime)}; one by one the tests took ${seconds(timeOf(all))}, the slices ${seconds(timeOf(slices))} of it`,
  ];
};

const [file = ''] = process.argv.slice(2);
const results = readResults(file);
if (results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  for (const line of told(results)) console.log(line);
  console.log(`tests: ${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  if (failed > 0) process.exitCode = 1;
} else {
  console.error(`count-tests: Jest wrote no results to ${file}`);
  console.log('tests: 0 passed, 1 failed');
  process.exitCode = 1;
}
