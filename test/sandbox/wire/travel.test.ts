import { expect, test } from '@jest/globals';
import { sleep, TravellingClock } from '../../../sandbox/clock.ts';
import { History } from '../../../sandbox/history.ts';
import { TookTooLong, travel, Work } from '../../../sandbox/wire/travel.ts';

const hour = 3_600_000;

/** A world whose functions are the names in `working`. */
const bench = () => {
  const clock = new TravellingClock();
  const history = new History(clock);
  const working: string[] = [];
  const work = new Work();
  const lambda = { working: () => working };
  const world = { clock, history, lambda, advance: (ms: number) => clock.advance(ms) };
  // Of what a world is, travelling needs no more.
  const limits = { world: world as never, work, untilMs: clock.now() + 10 * hour, realMs: 5_000 };
  return { clock, history, working, work, limits };
};

test('what only time brings comes at once, in its order', async () => {
  const { clock, limits } = bench();
  const happened: string[] = [];
  const wait = async (name: string, ms: number): Promise<void> => {
    await sleep(clock, ms);
    happened.push(name);
  };
  const began = performance.now();
  await travel(Promise.all([wait('second', 2 * hour), wait('first', hour), wait('third', 3 * hour)]), limits);

  expect(happened).toEqual(['first', 'second', 'third']);
  expect(performance.now() - began).toBeLessThan(4_000);
});

test.each(['a function', 'other work'])('the clock stands still while %s is under way', async (what) => {
  const { clock, working, work, limits } = bench();
  let duringIt = 0;
  const began = clock.now();
  // The machine's own time, as a socket takes it.
  const busy = new Promise<void>((resolve) => setTimeout(resolve, 60)).then(() => {
    duringIt = clock.now() - began;
    working.pop();
  });
  if (what === 'a function') working.push('Probe in us-west-2');
  else void work.track(busy);
  await travel(sleep(clock, hour), limits);

  expect(duringIt).toBeGreaterThanOrEqual(50);
  expect(duringIt).toBeLessThan(hour);
  await busy;
});

test('a story that fails, fails its traveller', async () => {
  const { clock, limits } = bench();
  const story = sleep(clock, hour).then(() => Promise.reject(new Error('the heir is gone')));

  await expect(travel(story, limits)).rejects.toThrow('the heir is gone');
});

test('neither the machine’s time nor the world’s is spent without end', async () => {
  const { clock, working, limits } = bench();
  await expect(travel(sleep(clock, 20 * hour), limits)).rejects.toThrow(TookTooLong);

  working.push('Reconcile in us-east-1');
  const stuck = travel(sleep(clock, hour), { ...limits, untilMs: clock.now() + 2 * hour, realMs: 50 });
  await expect(stuck).rejects.toThrow(/not over after 0 s; at work: Reconcile in us-east-1/);
});
