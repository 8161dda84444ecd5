import { expect, test } from '@jest/globals';
import { Policy } from '../../../functions/contract/policy.ts';
import { defaultPolicy } from '../../../sandbox/scenarios/default-policy.ts';
import { configOf } from '../../../sandbox/simulation/assembly/shapes.ts';
import { diceFor } from '../../../sandbox/simulation/dice.ts';
import { phasesOf } from '../../../sandbox/simulation/phases.ts';
import { swarmFor } from '../../../sandbox/simulation/swarm.ts';
import { simulateRun } from '../../../sandbox/simulation.ts';
import type { Scenario } from '../../../sandbox/stage/stage.ts';
import { problemsOf } from '../../../sandbox/stage/verdict.ts';

const called = (name: string): Scenario => {
  const found = defaultPolicy.find((scenario) => scenario.name === `default-policy-${name}`);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
};

test('the default profile is played with the default policy, but `auto`, and looks once a minute', async () => {
  const scenario = called('blackout');
  const { record, history, ...run } = await simulateRun({ seed: 1, scenario });
  const looks = history.filter(
    ({ kind, name, detail }) => kind === 'function' && name?.includes('Probe') && detail?.phase === 'start',
  );
  const minutes = (record.truth.endedAt - record.truth.startedAt) / 60_000;

  expect(record.config.datastores.sessions?.policy).toEqual(Policy.parse({ automation: 'auto' }));
  expect(problemsOf({ record, history, ...run }, scenario)).toEqual([]);
  expect(run.final.writer).toBe('us-west-2');
  expect(looks.length).toBeGreaterThan(minutes);
  expect(looks.length).toBeLessThan(2 * minutes + 2);
}, 300_000);

test('a heartbeat that is two minutes old, since one look was lost, is told as that and promoted without asking', async () => {
  const scenario = called('heartbeat-as-old-as-it-can-be');
  expect(problemsOf(await simulateRun({ seed: 1, scenario }), scenario)).toEqual([]);
}, 300_000);

test('what a scenario names goes before what its seed adds, and the demo’s profile is played where neither does', async () => {
  const profileOf = async (options: Parameters<typeof simulateRun>[0]) =>
    (await simulateRun(options)).record.config.datastores.sessions?.profile;
  const brief = { name: 'brief', about: 'Nothing happens.', play: async () => {} };

  expect(await profileOf({ seed: 1, scenario: brief })).toBe('fast');
  expect(await profileOf({ seed: 1, scenario: brief, swarm: { profile: 'economy' } })).toBe('economy');
  expect(await profileOf({ seed: 1, scenario: { ...brief, profile: 'fast' }, swarm: { profile: 'economy' } })).toBe(
    'fast',
  );
}, 300_000);

test('about a quarter of the seeds play the default profile, each seed always the same', () => {
  const seeds = Array.from({ length: 400 }, (_, seed) => seed);
  const economical = seeds.filter((seed) => swarmFor(seed).profile === 'economy');

  expect(economical.length).toBeGreaterThan(70);
  expect(economical.length).toBeLessThan(130);
  expect(seeds.filter((seed) => swarmFor(seed).profile === 'economy')).toEqual(economical);
});

test('with one look a minute every schedule has a second of its own; with several all begin at once', () => {
  const of = (profile: 'fast' | 'economy') => {
    const phase = phasesOf(configOf('two', { profile }), diceFor(1, 'phases'));
    return Array.from({ length: 50 }, () => phase());
  };

  expect(new Set(of('fast'))).toEqual(new Set([0]));
  expect(new Set(of('economy')).size).toBeGreaterThan(40);
  expect(of('economy').every((ms) => ms >= 0 && ms < 60_000)).toBe(true);
  expect(of('economy')).toEqual(of('economy'));
});
