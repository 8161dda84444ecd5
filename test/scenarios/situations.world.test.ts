import { beforeAll, expect, test } from '@jest/globals';
import { configOf } from '../../sandbox/simulation/assembly/shapes.ts';
import { synthesise } from '../../sandbox/simulation/assembly/synthesise.ts';
import { loadScenarios } from '../../sandbox/simulation/campaign/scenarios.ts';
import { playOnTheWire } from '../../sandbox/wire/play.ts';
import { resultOf } from '../../sandbox/wire/result.ts';
import { playable } from '../../sandbox/wire/situations.ts';

const scenarios = await loadScenarios();

/** Bundling takes longer than playing. */
beforeAll(async () => void (await synthesise(configOf('two'), { bundles: true })), 240_000);

/** `npm run wire` plays all of them. */
test.each(['primary-black-with-its-api', 'promoted-by-hand-here'])(
  '%s, on real servers',
  async (name) => {
    const scenario = scenarios.get(name);
    if (!scenario) throw new Error(`there is no scenario called ${name}`);
    expect(playable).toContain(name);

    const run = await playOnTheWire({ scenario, seed: 1, realMs: 240_000 });

    expect(resultOf(run, scenario, 0)).toEqual({ isFine: true, line: expect.stringMatching(/, as promised$/) });
    expect(run.final.writer).toBe('us-west-2');
    expect(run.writes.acknowledged).toBeGreaterThan(10);
  },
  300_000,
);
