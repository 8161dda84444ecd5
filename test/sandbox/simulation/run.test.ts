import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { checkAll, describeViolation } from '../../../sandbox/checkers.ts';
import type { Entry } from '../../../sandbox/history.ts';
import { blackout } from '../../../sandbox/scenarios/blackout.ts';
import { marathon } from '../../../sandbox/scenarios/marathon.ts';
import { tallyOf } from '../../../sandbox/simulation/campaign/tally.ts';
import { ticks } from '../../../sandbox/simulation/run.ts';
import { simulateRun } from '../../../sandbox/simulation.ts';
import { problemsOf, promotionsOf } from '../../../sandbox/stage/verdict.ts';

const minute = 60_000;

const digestOf = (history: readonly Entry[]): string => {
  const digest = createHash('sha256');
  for (const entry of history) digest.update(`${JSON.stringify(entry)}\n`);
  return digest.digest('hex');
};

test('a dark primary Region is replaced, and the world agrees again once it is back', async () => {
  const run = await simulateRun({ seed: 1, scenario: blackout });

  expect(run.failure).toBeUndefined();
  expect(run.final.writer).toBe('us-west-2');
  expect(Object.values(run.final.published).map((record) => record?.primaryRegion)).toEqual(['us-west-2', 'us-west-2']);
  expect(run.final.record).toBe('sessions-usw2.sbx001.ng.0001.usw2.cache.amazonaws.com');
  expect(run.convergedAt).toBeLessThan(Number(run.record.truth.healedAt) + 5 * minute);
  expect(run.writes.acknowledged).toBeGreaterThan(100);
  expect(checkAll(run.record).map(describeViolation)).toEqual([]);
  expect(problemsOf(run, blackout)).toEqual([]);
}, 300_000);

test('a seed gives the same bytes again, in this process and in another one; another seed gives others', async () => {
  const [first, second] = [
    await simulateRun({ seed: 7, scenario: blackout }),
    await simulateRun({ seed: 7, scenario: blackout }),
  ];
  // Two runs that broke off at once would be the same, too.
  expect([first.failure, promotionsOf(first)]).toEqual([undefined, 1]);
  const other = await simulateRun({ seed: 8, scenario: blackout });

  expect(digestOf(second.history)).toBe(digestOf(first.history));
  expect(digestOf(other.history)).not.toBe(digestOf(first.history));
  expect(await digestElsewhere(7)).toBe(digestOf(first.history));
}, 300_000);

/** The digest of a run's history in a process of its own. */
const digestElsewhere = async (seed: number): Promise<string> => {
  const script = `
    import { createHash } from 'node:crypto';
    import { blackout } from './sandbox/scenarios/blackout.ts';
    import { simulateRun } from './sandbox/simulation.ts';
    const { history } = await simulateRun({ seed: ${seed}, scenario: blackout });
    const digest = createHash('sha256');
    for (const entry of history) digest.update(JSON.stringify(entry) + '\\n');
    console.log(digest.digest('hex'));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script]);
  return stdout.trim();
};

const all = (): boolean => true;

test('with plain answers had below the SDK a run has the same history, entry by entry', async () => {
  const whole = await simulateRun({ seed: 3, scenario: blackout });
  const short = await simulateRun({ seed: 3, scenario: blackout, below: all });
  expect([whole.failure, promotionsOf(whole)]).toEqual([undefined, 1]);
  expect(short.history).toEqual(whole.history);
}, 300_000);

test('the machine has its own time and dice back after a run', async () => {
  const before = [Date, setTimeout, Math.random];
  await simulateRun({ seed: 1, scenario: { name: 'nothing', about: 'Nothing happens.', play: async () => {} } });
  expect([Date, setTimeout, Math.random]).toEqual(before);
}, 300_000);

test('a scenario that cannot be played says why, and the run ends', async () => {
  const scenario = {
    name: 'in-vain',
    about: 'Waits for what never comes.',
    play: (stage: Parameters<typeof blackout.play>[0]) => stage.until('pigs fly', () => false, { within: minute }),
  };
  const run = await simulateRun({ seed: 1, scenario });
  expect(run.failure).toBe('waited 60000 ms in vain for: pigs fly');
}, 300_000);

test('twenty failovers in one world: the same history below the SDK, nothing false, doubled or wrong, and it agrees', async () => {
  const whole = await simulateRun({ seed: 1, scenario: marathon });
  const short = await simulateRun({ seed: 1, scenario: marathon, below: ticks });

  expect(problemsOf(whole, marathon)).toEqual([]);
  expect(promotionsOf(whole)).toBe(20);
  expect(tallyOf(whole.record, [])).toEqual({ falsePromotions: 0, duplicatePromotions: 0, wrongEndpoints: 0 });
  expect(short.history).toEqual(whole.history);
}, 120_000);

test.each([['quiet ticks', ticks] as const, ['all', all] as const])(
  'with calls that fail, break off and crash, %s below the SDK come to the same history too',
  async (_, below) => {
    const swarm = { loss: 0.03, failures: 0.03, crashes: 0.003 };
    const whole = await simulateRun({ seed: 6, scenario: blackout, swarm });
    const short = await simulateRun({ seed: 6, scenario: blackout, swarm, below });
    expect([whole.failure, promotionsOf(whole)]).toEqual([undefined, 1]);
    expect(short.history).toEqual(whole.history);
  },
  300_000,
);

test('a promotion of a primary that was fine counts as false, whatever the checkers say', async () => {
  const { record } = await simulateRun({ seed: 1, scenario: blackout });
  const entries = record.entries.filter(({ kind }) => kind !== 'fault');
  expect(tallyOf({ ...record, entries }, [])).toMatchObject({ falsePromotions: 1 });
}, 300_000);
