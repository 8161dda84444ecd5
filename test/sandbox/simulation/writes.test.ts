import { expect, test } from '@jest/globals';
import { play } from '../../../sandbox/simulation/run.ts';
import type { Scenario } from '../../../sandbox/stage/stage.ts';

let cutAt = 0;
/** Data stops, the primary serves on for half a minute, and then people promote the other Region. */
const cutThenPromoted: Scenario = {
  name: 'cut-then-promoted',
  about: 'What the primary took after the cut is lost.',
  play: async (stage) => {
    cutAt = stage.now();
    stage.network.cut(stage.primary, stage.preferred, 'replication');
    await stage.advance(30_000);
    await stage.people.promote(stage.preferred);
    await stage.advance(120_000);
  },
};

test('of each write that was acknowledged it is told when, to whom, by which Region, and whether it is there in the end', async () => {
  const { record, writes } = await play({ seed: 1, scenario: cutThenPromoted });
  const kept = record.truth.writes ?? [];
  const toTheOld = kept.filter(({ at, takenBy }) => takenBy === 'us-east-1' && at > cutAt && at < cutAt + 30_000);

  expect(writes).toEqual({ acknowledged: kept.length, lost: kept.filter((write) => !write.kept).length });
  expect(toTheOld.length).toBeGreaterThan(10);
  expect(toTheOld.filter((write) => write.kept)).toEqual([]);
  expect(kept.filter(({ at }) => at < cutAt - 1_000).every((write) => write.kept)).toBe(true);
  expect(kept.filter(({ takenBy }) => takenBy === 'us-west-2').every((write) => write.kept)).toBe(true);
  expect(new Set(kept.map(({ from }) => from))).toEqual(new Set(['us-east-1', 'us-west-2']));
});
