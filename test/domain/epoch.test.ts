import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Epoch } from '../../functions/contract/epoch.ts';
import { compareEpochs, formatEpoch, highestEpoch, nextEpoch, parseEpoch } from '../../functions/domain/epoch.ts';

const epochs = fc.record({
  counter: fc.integer({ min: 0, max: 999_999_999_999_999 }),
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

test('the next epoch is above everything that could be read', () => {
  fc.assert(
    fc.property(fc.array(fc.option(epochs, { nil: undefined })), (read) => {
      const next = nextEpoch(highestEpoch(read), 'us-east-1', 0);
      for (const other of read) if (other) expect(compareEpochs(next, other)).toBeGreaterThan(0);
    }),
  );
  expect(nextEpoch(undefined, 'us-west-2', 0)).toEqual(epoch(1));
});

test('it is above what each Region that could not be read may have chosen meanwhile', () => {
  const others = nextEpoch(epoch(5), 'us-west-2', 0);
  expect(compareEpochs(nextEpoch(epoch(5), 'us-east-1', 1), others)).toBeGreaterThan(0);
  expect(nextEpoch(epoch(5), 'us-west-2', 2)).toEqual(epoch(8));
});
