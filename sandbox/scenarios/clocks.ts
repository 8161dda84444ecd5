import type { Scenario, Stage } from '../stage/stage.ts';
import { hour, losePrimary, minute, second, staysFor, untilPublished, untilPublishedByLeave } from './moves.ts';

type Who = 'primary' | 'preferred' | 'witness';

const skewedLoss = (who: Who, word: string, ms: number): Scenario => ({
  name: `clock-of-${who}-${word}`,
  about: `The clock of the ${who} Region is ${word.replaceAll('-', ' ')} when the primary Region is lost: promoted once, and people are asked where that makes the loss look large.`,
  play: async (stage) => {
    stage.clocks.skew(stage[who], ms);
    await stage.advance(3 * minute);
    losePrimary(stage);
    await untilPublishedByLeave(stage);
  },
  expect: { promotions: 1, primary: 'us-west-2' },
});

const jumps = async (stage: Stage, ms: number): Promise<void> => {
  for (const region of [stage.preferred, stage.primary, stage.witness]) {
    stage.clocks.skew(region, ms);
    await staysFor(stage, 2 * minute);
    stage.clocks.skew(region, -ms);
    await staysFor(stage, 2 * minute);
    stage.clocks.skew(region, 0);
    await staysFor(stage, minute);
  }
};

const jumping = (word: string, ms: number): Scenario => ({
  name: `clocks-jump-by-${word}`,
  about: `One Region's clock after the other jumps ${word.replaceAll('-', ' ')} ahead and back over a healthy datastore: nothing is promoted.`,
  play: (stage) => jumps(stage, ms),
  expect: { promotions: 0, primary: 'us-east-1' },
});

/** Clocks that are wrong, or jump. */
export const clocks: readonly Scenario[] = [
  skewedLoss('primary', 'two-minutes-behind', -2 * minute),
  skewedLoss('primary', 'five-seconds-ahead', 5 * second),
  skewedLoss('preferred', 'two-minutes-ahead', 2 * minute),
  skewedLoss('preferred', 'two-minutes-behind', -2 * minute),
  skewedLoss('witness', 'two-minutes-ahead', 2 * minute),
  jumping('a-second', second),
  jumping('five-minutes', 5 * minute),
  jumping('a-day', 24 * hour),
  {
    name: 'clock-jumps-ahead-during-a-blip',
    about:
      "The heir's clock jumps ten minutes ahead while the primary Region is dark for ten seconds: time alone is no outage.",
    play: async (stage) => {
      losePrimary(stage);
      await stage.advance(5 * second);
      stage.clocks.skew(stage.preferred, 10 * minute);
      await stage.advance(5 * second);
      stage.network.heal(stage.primary);
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'clock-jumps-back-in-a-loss',
    about: "The heir's clock jumps five minutes back while the primary Region is lost: it is promoted once, later.",
    play: async (stage) => {
      losePrimary(stage);
      await stage.advance(15 * second);
      stage.clocks.skew(stage.preferred, -5 * minute);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
];
