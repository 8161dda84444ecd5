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

test('throttled, a situation may never come, and is judged by its end; whatever else fails is a failure', async () => {
  await expect(ending()).resolves.toBeUndefined();
  await expect(ending(new InVain('UpdateDns has ended', 1))).resolves.toBeUndefined();
  await expect(ending(new Error('nothing runs in us-west-2'))).rejects.toThrow('nothing runs in us-west-2');
});
