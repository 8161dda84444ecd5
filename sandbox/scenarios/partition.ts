import { shapes } from '../simulation/partitions/shapes.ts';
import type { Scenario } from './stage.ts';

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
