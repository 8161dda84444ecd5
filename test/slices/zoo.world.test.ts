import { afterAll, expect, test } from '@jest/globals';
import { bugs } from '../../sandbox/zoo/bugs.ts';
import { catchBug } from '../../sandbox/zoo/catch-bug.ts';
import { plantTree } from '../../sandbox/zoo/tree.ts';
import { drawn, freshSeed } from './command.ts';

const seed = freshSeed();
const tree = plantTree();
afterAll(() => tree.remove());

/** `npm run zoo` plants all of them. */
test.each([
  ['the same in every run', 'event-believed'],
  [`drawn by --seed ${seed}`, drawn(bugs, seed).name],
])(
  'a bug, %s: planted, and killed by what is meant for it (npm run zoo -- --bug %s)',
  async (_, name) => {
    const bug = bugs.find((each) => each.name === name);
    if (!bug) throw new Error('there is no such bug');
    const { state, said } = await catchBug(bug, { tree, now: performance.now.bind(performance) });
    expect({ state, said }).toEqual({
      state: 'killed',
      said: 'test' in bug.caughtBy ? expect.any(String) : expect.stringMatching(`^${bug.breaks}: `),
    });
  },
  240_000,
);
