import { beforeAll, expect, test } from '@jest/globals';
import { configOf } from '../../sandbox/simulation/assembly/shapes.ts';
import { synthesise } from '../../sandbox/simulation/assembly/synthesise.ts';
import { loadScenarios } from '../../sandbox/simulation/campaign/scenarios.ts';
import { playOnTheWire } from '../../sandbox/wire/play.ts';
import { resultOf } from '../../sandbox/wire/result.ts';
import { playable } from '../../sandbox/wire/situations.ts';
import { drawn, freshSeed } from './command.ts';

const scenarios = await loadScenarios();
const seed = freshSeed();
/** Those that took well under a minute, also on two busy cores. */
const quick = playable.filter((name) =>
  /^(heartbeat-writer-dead|old-primary-back-after-10-s|promoted-by-hand-elsewhere|promoted-here-by-hand-after-.+)$/.test(
    name,
  ),
);

/** Bundling takes longer than playing. */
beforeAll(async () => void (await synthesise(configOf('two'), { bundles: true })), 240_000);

const play = async (name: string, seedOfRun: number) => {
  const scenario = scenarios.get(name);
  if (!scenario) throw new Error(`there is no scenario called ${name}`);
  expect(playable).toContain(name);
  const run = await playOnTheWire({ scenario, seed: seedOfRun, realMs: 240_000 });
  expect(resultOf(run, scenario, 0)).toEqual({ isFine: true, line: expect.stringMatching(/, as promised$/) });
  return run;
};

/** `npm run wire` plays all of them. */
test.each(['primary-black-with-its-api', 'promoted-by-hand-here'])(
  'a situation, the same in every run, on real servers (npm run wire -- --seed 1 --scenario %s)',
  async (name) => {
    const run = await play(name, 1);
    expect(run.final.writer).toBe('us-west-2');
    expect(run.writes.acknowledged).toBeGreaterThan(10);
  },
  300_000,
);

const found = drawn(quick, seed);
test(`a situation, drawn, on real servers (npm run wire -- --seed ${seed} --scenario ${found})`, async () => {
  await play(found, Number(seed));
}, 300_000);
