import { readFileSync } from 'node:fs';

/** Jest's own result, as far as it is counted here: https://jestjs.io/docs/cli#--json */
interface Results {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  /** Files that could not even be loaded: none of their tests ran, so each counts as one that failed. */
  readonly numRuntimeErrorTestSuites: number;
}

const readResults = (file: string): Results | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};

const [file = ''] = process.argv.slice(2);
const results = readResults(file);
if (results) {
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  const skipped = results.numPendingTests + results.numTodoTests;
  console.log(`tests: ${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  if (failed > 0) process.exitCode = 1;
} else {
  console.error(`count-tests: Jest wrote no results to ${file}`);
  console.log('tests: 0 passed, 1 failed');
  process.exitCode = 1;
}
