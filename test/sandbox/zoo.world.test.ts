import { expect, test } from '@jest/globals';
import { bugs } from '../../sandbox/zoo/bugs.ts';
import { catchBug } from '../../sandbox/zoo/catch-bug.ts';
import { plantTree } from '../../sandbox/zoo/tree.ts';

test('a bug is planted, and killed by the checker meant for it on a scenario', async () => {
  const bug = bugs.find(({ name }) => name === 'event-believed');
  if (!bug) throw new Error('there is no such bug');
  const tree = plantTree();
  try {
    const { state, said } = await catchBug(bug, { tree, now: performance.now.bind(performance) });
    expect({ state, said }).toEqual({
      state: 'killed',
      said: expect.stringMatching(/^N21: ReceiveAlarm started a run/),
    });
  } finally {
    tree.remove();
  }
}, 120_000);
