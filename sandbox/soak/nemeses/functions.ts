import { sleep } from '../../clock.ts';
import { oneOf } from '../../simulation/dice.ts';
import type { Nemesis } from '../nemesis.ts';

/** Often enough to hit most steps of a run somewhere. */
const EVERY_MS = 700;

/** Functions that die wherever their code stands. */
export const crashes: readonly Nemesis[] = [
  {
    name: 'functions crash at random',
    kind: 'disturbance',
    begin: async ({ world, scene, random }) => {
      let isOver = false;
      const crashOn = async (): Promise<void> => {
        while (!isOver) {
          const region = oneOf(scene.members, random);
          world.lambda.kill(oneOf(world.lambda.list(region), random).name, region);
          await sleep(world.clock, EVERY_MS * (0.5 + random()));
        }
      };
      const crashing = crashOn();
      return async () => {
        isOver = true;
        await crashing;
      };
    },
  },
];
