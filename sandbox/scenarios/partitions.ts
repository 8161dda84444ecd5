import { shapes } from '../simulation/partitions/shapes.ts';
import type { Expectation, Scenario } from '../stage/stage.ts';
import { minute } from './moves.ts';

const moves: Expectation = { promotions: 1, primary: 'us-west-2' };
const stays: Expectation = { promotions: 0, primary: 'us-east-1' };

/** The shapes in which the primary is lost to all others. In every other one somebody who could tell still hears it. */
const lost: readonly string[] = ['primary-isolated', 'primary-alone-with-its-clients', 'primary-mute', 'primary-deaf'];

/** Shapes that pass by themselves are judged by the default persistence, which is longer than they are. */
const passing = /^(cut-43-s|isolated-43-s|flapping-|blips|replication-flapping)/;

/** Every named shape of a broken network for five minutes. */
export const partitions: readonly Scenario[] = shapes.map(({ name, about }) => ({
  name: `partition-${name}`,
  about: `${about} ${lost.includes(name) ? 'The primary is lost to all others: promoted once.' : 'Nothing is promoted.'}`,
  ...(passing.test(name) && { policy: { persistence: 120 } }),
  play: async (stage) => {
    const mend = stage.network.inShape(name);
    await stage.advance(5 * minute);
    mend();
  },
  expect: lost.includes(name) ? moves : stays,
}));

/** The same shapes over three member Regions. */
export const partitionsOfThree: readonly Scenario[] = partitions.map((scenario) => ({
  ...scenario,
  name: `three-${scenario.name}`,
  about: `With three member Regions: ${scenario.about}`,
  shape: 'three',
}));

/** The seed chooses the shape and how long it lasts. */
export const partition: Scenario = {
  name: 'partition',
  about:
    'The network breaks in some shape for some minutes while every Region lives: whatever comes of it, all agree after.',
  play: async (stage) => {
    const shape = shapes[Math.floor(stage.random() * shapes.length)];
    if (!shape) return;
    const mend = stage.network.inShape(shape.name);
    await stage.advance(60_000 + stage.random() * 240_000);
    mend();
  },
};
