import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judge, type TreatMissingData } from '../../../sandbox/aws/services/cloudwatch/missing-data.ts';

const range = (row: string) => row.split(' ').map((point) => (point === '-' ? undefined : point === 'X'));
const treatments: readonly TreatMissingData[] = ['missing', 'ignore', 'breaching', 'notBreaching'];

/** The tables of "Configuring how CloudWatch alarms treat missing data": row, filled, then the state per treatment. */
const table3of3: [string, number, string[]][] = [
  ['0 - X - X', 0, ['OK', 'OK', 'OK', 'OK']],
  ['0 - - - -', 2, ['OK', 'OK', 'OK', 'OK']],
  ['- - - - -', 3, ['INSUFFICIENT_DATA', 'keep', 'ALARM', 'OK']],
  ['0 X X - X', 0, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['- - X - -', 2, ['ALARM', 'keep', 'ALARM', 'OK']],
  // "The alarm does not go immediately into ALARM state": the breaching point is younger than DatapointsToAlarm.
  ['- - - - X', 2, ['INSUFFICIENT_DATA', 'keep', 'ALARM', 'OK']],
  ['- - - X -', 2, ['INSUFFICIENT_DATA', 'keep', 'ALARM', 'OK']],
  ['- - - X 0', 1, ['OK', 'OK', 'OK', 'OK']],
];
const table2of3: [string, number, string[]][] = [
  ['0 - X - X', 0, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 0 X 0 X', 0, ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
  ['0 - X - -', 1, ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - - 0', 2, ['OK', 'OK', 'ALARM', 'OK']],
  ['- - - X -', 2, ['ALARM', 'keep', 'ALARM', 'OK']],
];

const rows = [
  ...table3of3.map(([row, filled, states]) => ({ m: 3, row, filled, states })),
  ...table2of3.map(([row, filled, states]) => ({ m: 2, row, filled, states })),
];

test.each(rows)('$m of 3 over $row', ({ m, row, filled, states }) => {
  const judged = treatments.map((treatMissingData) => judge(range(row), { m, n: 3, treatMissingData }));
  expect(judged.map(({ state }) => state)).toEqual(states);
  expect(judged[0]?.filled).toBe(filled);
});

test.each(treatments)(
  'enough real breaching datapoints alarm beside a good one, whatever gaps mean (%s)',
  (treatMissingData) => {
    expect(judge(range('- - - X X 0'), { m: 2, n: 4, treatMissingData }).state).toBe('ALARM');
  },
);

const point = fc.constantFrom(true, false, undefined);
const settings = fc
  .record({ n: fc.integer({ min: 1, max: 6 }), treatMissingData: fc.constantFrom(...treatments) })
  .chain(({ n, treatMissingData }) => fc.integer({ min: 1, max: n }).map((m) => ({ m, n, treatMissingData })));

test('with all data there, M of the last N decide, whatever missing data would mean', () => {
  fc.assert(
    fc.property(settings, fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), (rule, points) => {
      const breaching = points.slice(-rule.n).filter(Boolean).length;
      expect(judge(points, rule)).toEqual({ state: breaching >= rule.m ? 'ALARM' : 'OK', filled: 0 });
    }),
  );
});

test('turning a datapoint from breaching to not breaching never raises an alarm', () => {
  fc.assert(
    fc.property(settings, fc.array(point, { minLength: 3, maxLength: 8 }), fc.nat(), (rule, points, pick) => {
      const index = pick % points.length;
      fc.pre(points[index] === true);
      const better = points.with(index, false);
      fc.pre(judge(points, rule).state !== 'ALARM');
      expect(judge(better, rule).state).not.toBe('ALARM');
    }),
  );
});

test('breaching is never milder than notBreaching', () => {
  fc.assert(
    fc.property(settings, fc.array(point, { minLength: 3, maxLength: 8 }), (rule, points) => {
      fc.pre(judge(points, { ...rule, treatMissingData: 'notBreaching' }).state === 'ALARM');
      expect(judge(points, { ...rule, treatMissingData: 'breaching' }).state).toBe('ALARM');
    }),
  );
});
