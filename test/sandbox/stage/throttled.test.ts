import { expect, test } from '@jest/globals';
import { throttled } from '../../../sandbox/scenarios/moves.ts';
import { InVain } from '../../../sandbox/stage/in-vain.ts';
import type { Stage } from '../../../sandbox/stage/stage.ts';

/** As much of a stage as throttling needs. */
const stage = {
  faults: { add: () => () => {} },
  after: () => {},
  history: { follow: () => () => {} },
} as unknown as Stage;

const ending = (error?: Error) =>
  throttled({ name: 'a', about: 'b.', play: () => (error ? Promise.reject(error) : Promise.resolve()) }).play(stage);

test('throttled, ours may be refused where people are heard: fewer promotions are fine, more are not', () => {
  const expected = { promotions: 1, primary: 'us-west-2' };
  expect(throttled({ name: 'a', about: 'b.', play: async () => {}, expect: expected }).expect).toEqual({
    mostPromotions: 1,
    primary: 'us-west-2',
  });
});

test('throttled, a situation may never come, and is judged by its end; whatever else fails is a failure', async () => {
  await expect(ending()).resolves.toBeUndefined();
  await expect(ending(new InVain('UpdateDns has ended', 1))).resolves.toBeUndefined();
  await expect(ending(new Error('nothing runs in us-west-2'))).rejects.toThrow('nothing runs in us-west-2');
});
