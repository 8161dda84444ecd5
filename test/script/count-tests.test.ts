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
  startTime: 1_000,
  testResults: [],
};

const counted = async (results: object | undefined) => {
  const folder = mkdtempSync(join(tmpdir(), 'count-'));
  try {
    const file = join(folder, 'results.json');
    if (results) writeFileSync(file, JSON.stringify(results));
    const { out, status } = await run(process.execPath, ['script/count-tests.ts', file]);
    return { lines: out.trimEnd().split('\n'), status };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

test.each([
  ['all passed', counts, 'tests: 3 passed, 0 failed', 0],
  ['some skipped', { ...counts, numPendingTests: 1, numTodoTests: 1 }, 'tests: 3 passed, 0 failed, 2 skipped', 0],
  ['one failed', { ...counts, numFailedTests: 1 }, 'tests: 3 passed, 1 failed', 1],
  ['a file that cannot be loaded', { ...counts, numRuntimeErrorTestSuites: 2 }, 'tests: 3 passed, 2 failed', 1],
  ['Jest died', undefined, 'tests: 0 passed, 1 failed', 1],
])('the last line, where %s', async (_, results, last, status) => {
  const { lines, ...rest } = await counted(results);
  expect([lines.at(-1), rest.status]).toEqual([last, status]);
});

test('before it: each slice with its seed and its time, what was skipped, and how long all took', async () => {
  const passed = (fullName: string, duration: number) => ({ fullName, duration, status: 'passed' });
  const testResults = [
    {
      name: '/here/test/slices/soak.world.test.ts',
      endTime: 61_000,
      assertionResults: [passed('soak (--seed 11)', 40_400), passed('soak (--seed 7)', 20_000)],
    },
    {
      name: '/here/test/domain/decide.test.ts',
      endTime: 31_000,
      assertionResults: [passed('decides', 1_600), { fullName: 'digs', duration: null, status: 'pending' }],
    },
  ];
  const { lines } = await counted({ ...counts, numPendingTests: 1, testResults });
  expect(lines).toEqual([
    'slice, 40 s: soak (--seed 11)',
    'slice, 20 s: soak (--seed 7)',
    'skipped: digs',
    'time: 60 s; one by one the tests took 62 s, the slices 60 s of it',
    'tests: 3 passed, 0 failed, 1 skipped',
  ]);
});
