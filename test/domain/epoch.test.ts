import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Epoch } from '../../functions/contract/epoch.ts';
import {
  compareEpochs,
  epochAbove,
  formatEpoch,
  highestEpoch,
  nextEpoch,
  parseEpoch,
} from '../../functions/domain/epoch.ts';

const epochs = fc.record({
  counter: fc.integer({ min: 0, max: 999_999_999_000 }),
  region: fc.constantFrom('us-east-1', 'us-west-2', 'eu-west-1', 'ap-southeast-3', 'us-gov-east-1'),
});
const epoch = (counter: number, region = 'us-west-2'): Epoch => ({ counter, region });

test('the counter counts first, then the Region', () => {
  expect(compareEpochs(epoch(10), epoch(9))).toBeGreaterThan(0);
  expect(compareEpochs(epoch(9, 'us-west-2'), epoch(10, 'us-east-1'))).toBeLessThan(0);
  expect(compareEpochs(epoch(9, 'us-west-2'), epoch(9, 'us-east-1'))).toBeGreaterThan(0);
  expect(compareEpochs(epoch(9), epoch(9))).toBe(0);
});

test('the order is total', () => {
  fc.assert(
    fc.property(epochs, epochs, epochs, (a, b, c) => {
      expect(Math.sign(compareEpochs(a, b))).toBe(-Math.sign(compareEpochs(b, a)) + 0);
      if (compareEpochs(a, b) <= 0 && compareEpochs(b, c) <= 0) expect(compareEpochs(a, c)).toBeLessThanOrEqual(0);
    }),
  );
});

test('what is written is read back', () => {
  fc.assert(fc.property(epochs, (value) => expect(parseEpoch(formatEpoch(value))).toEqual(value)));
});

test.each([
  '',
  '7',
  'us-west-2',
  '-1 us-west-2',
  '7  us-west-2',
  '7 us-west-2 x',
  '7 nowhere',
  '1e3 us-west-2',
  '7 us-west-2\n',
])('%j is no epoch', (text) => {
  expect(parseEpoch(text)).toBeUndefined();
});

test('parsing is total', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseEpoch(text)));
});

const regions = ['ap-southeast-3', 'eu-west-1', 'us-east-1', 'us-west-2'];

test('the next epoch is above everything that could be read, whatever could not', () => {
  fc.assert(
    fc.property(fc.array(fc.option(epochs, { nil: undefined })), fc.subarray(regions), (read, unread) => {
      const next = nextEpoch(highestEpoch(read), 'us-east-1', unread);
      for (const other of read) if (other) expect(compareEpochs(next, other)).toBeGreaterThan(0);
    }),
  );
  expect(nextEpoch(undefined, 'us-west-2')).toEqual(epoch(1));
});

test('it is above what the Regions that could not be read may have taken, in whatever order', () => {
  const orders = fc.uniqueArray(fc.constantFrom(...regions), { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(orders, fc.option(epochs, { nil: undefined }), ([here = '', ...unread], highest) => {
      // Each of them saw all that the ones before it took.
      const last = unread.reduce<Epoch | undefined>((seen, region) => nextEpoch(seen, region), highest);
      expect(last && compareEpochs(nextEpoch(highest, here, unread), last)).toBeGreaterThan(0);
    }),
  );
});

test('no counter is left out where the name of the Region is above theirs already', () => {
  expect(nextEpoch(epoch(5), 'us-west-2', ['us-east-1'])).toEqual(epoch(6));
  expect(nextEpoch(epoch(5), 'us-east-1', ['us-west-2'])).toEqual(epoch(7, 'us-east-1'));
  expect(nextEpoch(epoch(5), 'us-west-2', ['eu-west-1', 'us-east-1'])).toEqual(epoch(7));
});

test('a counter that somebody used up leaves none, and says where to look', () => {
  const last = { counter: 999_999_999_999, region: 'us-east-1' };
  expect(epochAbove(last, 'us-west-2')).toBeUndefined();
  expect(() => nextEpoch(last, 'us-west-2')).toThrow('no epoch is left above 999999999999');
  expect(Epoch.safeParse({ ...last, counter: last.counter + 1 }).success).toBe(false);
  expect(parseEpoch('1000000000000 us-east-1')).toBeUndefined();
});
