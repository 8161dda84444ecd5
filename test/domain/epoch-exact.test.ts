import { expect, test } from '@jest/globals';
import { highestCounter } from '../../functions/contract/epoch.ts';
import { weighAcknowledgement } from '../../functions/domain/acknowledgement.ts';
import { compareEpochs, epochAbove, highestEpoch, nextEpoch, parseEpoch } from '../../functions/domain/epoch.ts';
import { answered, failed, recordOf } from '../support/readings.ts';
import { ago, east, instant, outside, west } from '../support/sessions.ts';

const epoch = (counter: number, region = west) => ({ counter, region });

test('of one counter, the Region decides: eu-west-1, us-east-1, us-west-2', () => {
  expect(compareEpochs(epoch(4, east), epoch(4, west))).toBeLessThan(0);
  expect(compareEpochs(epoch(4, west), epoch(4, east))).toBeGreaterThan(0);
  expect(compareEpochs(epoch(4, west), epoch(4, west))).toBe(0);
});

test('the highest of those that could be read', () => {
  expect(highestEpoch([])).toBeUndefined();
  expect(highestEpoch([undefined, epoch(3), undefined, epoch(5, east), epoch(5), epoch(4)])).toEqual(epoch(5));
});

test.each([
  [undefined, [], 1],
  [7, [], 8],
  [7, [east], 8],
  [7, [east, outside], 9],
  // A Region whose name is above ours may have taken the counter itself.
  [7, ['us-west-3'], 9],
  [7, [east, 'us-west-3'], 10],
  [7, [west], 9],
] as const)('above %s, with %j unread: %i', (highest, unread, counter) => {
  expect(epochAbove(highest === undefined ? undefined : epoch(highest), west, unread)).toEqual(epoch(counter));
  expect(nextEpoch(highest === undefined ? undefined : epoch(highest), west, unread)).toEqual(epoch(counter));
});

test('the counters can be used up: the last is given, and then none', () => {
  expect(nextEpoch(epoch(highestCounter - 1), west)).toEqual(epoch(highestCounter));
  expect(epochAbove(epoch(highestCounter), west)).toBeUndefined();
  expect(() => nextEpoch(epoch(highestCounter), west)).toThrow(
    'no epoch is left above 999999999999, which somebody published or noted: correct that parameter, record or journal item',
  );
});

test.each([
  '7',
  '',
  ' 7 us-west-2',
  'x7 us-west-2',
  '7 us-west-2x',
  '7 us-west-2 ',
  '7 us--2',
  '7 us-2',
  '7  us-west-2',
])('"%s" is no epoch', (text) => {
  expect(parseEpoch(text)).toBeUndefined();
});
test.each([
  ['7 us-west-2', 7, 'us-west-2'],
  ['123456789012 us-gov-east-1', 123_456_789_012, 'us-gov-east-1'],
] as const)('"%s" is one', (text, counter, region) => {
  expect(parseEpoch(text)).toEqual({ counter, region });
});

const promotedAt = instant(ago(600));
const record = recordOf(east, 4, { promotedAt });
const known = { published: new Map([[west, answered(record)]]), highest: record.epoch, lastPromotedAt: ago(600) };
const given = { epoch: 4, region: east, promotedAt, by: 'ada' };
const weighed = (value: unknown, parts: Partial<Parameters<typeof weighAcknowledgement>[1]> = {}) => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return weighAcknowledgement(answered({ value: text, version: 1 }), { ...known, ...parts });
};

test('an acknowledgement of exactly what is published counts', () => {
  expect(weighed(given)).toEqual({ by: 'ada' });
});

const notNewest = { problem: 'names epoch 4 us-east-1, and the newest epoch is not published yet' };
const anotherTime = { problem: `names a promotion at ${promotedAt}, and the last was at ${promotedAt}` };
test.each<[string, unknown, Parameters<typeof weighed>[1], object]>([
  ['no epoch is readable', given, { highest: undefined }, notNewest],
  ['no record is readable', given, { published: new Map() }, notNewest],
  ['a higher epoch is readable', given, { highest: epoch(5) }, notNewest],
  ['another Region was promoted later', given, { lastPromotedAt: ago(5) }, anotherTime],
  [
    'the record tells another time',
    given,
    { published: new Map([[west, answered(recordOf(east, 4, { promotedAt: instant(ago(1)) }))]]) },
    { problem: `names a promotion at ${promotedAt}, and the last was at ${instant(ago(1))}` },
  ],
  [
    'the record tells no time',
    given,
    { published: new Map([[west, answered(recordOf(east, 4))]]) },
    { problem: `names a promotion at ${promotedAt}, and the last was at no known time` },
  ],
  ['no JSON', 'yes', {}, { problem: 'is none: it is no JSON' }],
])('it does not count: %s', (_, value, parts, expected) => {
  expect(weighed(value, parts)).toEqual(expected);
});

test('what is wrong with its form is told member by member', () => {
  expect(weighed('7')).toEqual({ problem: expect.stringMatching(/^is none: the value: /) });
  expect(weighed({ ...given, by: 1, reason: 2 })).toEqual({
    problem: expect.stringMatching(/^is none: by: .+; reason: /),
  });
});

test('none, and one that cannot be read', () => {
  expect(weighAcknowledgement(undefined, known)).toBeUndefined();
  expect(weighAcknowledgement(answered(undefined), known)).toBeUndefined();
  expect(weighAcknowledgement(failed('dark'), known)).toEqual({ problem: 'cannot be read: it was dark' });
});
