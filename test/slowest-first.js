import TestSequencer from '@jest/test-sequencer';

/** What waits for real servers, and the slices of the campaigns: begun last, each would be waited for alone. */
const slowest = [/\/test\/slices\//, /\/test\/scenarios\//, /\.world\.test\.ts$/, /\/test\/sandbox\//];

const rankOf = ({ path }) => {
  const rank = slowest.findIndex((pattern) => pattern.test(path));
  return rank === -1 ? slowest.length : rank;
};

/** The order of a run on a machine that knows no durations yet, such as CI's. */
export default class SlowestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}
