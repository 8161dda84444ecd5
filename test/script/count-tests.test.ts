import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { run } from './run-script.ts';

const counts = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
};

test.each([
  ['all passed', counts, 'tests: 3 passed, 0 failed\n', 0],
  ['some skipped', { ...counts, numPendingTests: 1, numTodoTests: 1 }, 'tests: 3 passed, 0 failed, 2 skipped\n', 0],
  ['one failed', { ...counts, numFailedTests: 1 }, 'tests: 3 passed, 1 failed\n', 1],
  ['a file that cannot be loaded', { ...counts, numRuntimeErrorTestSuites: 2 }, 'tests: 3 passed, 2 failed\n', 1],
  ['Jest died', undefined, 'tests: 0 passed, 1 failed\n', 1],
])('%s', async (_, results, out, status) => {
  const folder = mkdtempSync(join(tmpdir(), 'count-'));
  try {
    const file = join(folder, 'results.json');
    if (results) writeFileSync(file, JSON.stringify(results));
    expect(await run(process.execPath, ['script/count-tests.ts', file])).toMatchObject({ out, status });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
