import { expect, test } from '@jest/globals';
import { automaticSteps, kebab } from '../../sandbox/scenarios/moves.ts';
import type { Scenario } from '../../sandbox/scenarios/stage.ts';
import { fooledOthers } from '../../sandbox/scenarios/throttled.ts';
import { loadScenarios } from '../../sandbox/simulation/campaign/scenarios.ts';
import { shapes } from '../../sandbox/simulation/partitions/shapes.ts';

const all = await loadScenarios();
const names = [...all.keys()];

const afterEachStep = (prefix: string): readonly string[] => automaticSteps.map((step) => `${prefix}-${kebab(step)}`);

/** Situations that have fooled others, as docs/safety.md lists them, with the scenarios that play each. */
const situations: Readonly<Record<string, readonly string[]>> = {
  'a forced composite alarm over healthy data, followed by a real loss': ['forced-composite-then-real-loss'],
  'only the link between the two Regions cut': ['only-the-link-cut'],
  'the heartbeat writer dead, clients fine': ['heartbeat-writer-dead'],
  'the primary Region black with its API': ['primary-black-with-its-api'],
  'the API black, data fine': ['api-black-data-fine'],
  'the primary frozen (TCP alive)': ['primary-frozen'],
  'the old primary back with its stale view': [
    'old-primary-back-after-10-s',
    'old-primary-back-after-10-min',
    'old-primary-back-after-10-h',
  ],
  'promoted by hand in the console, here and elsewhere': ['promoted-by-hand-here', 'promoted-by-hand-elsewhere'],
  'promoted by hand while our own run is between two steps': [
    ...afterEachStep('promoted-here-by-hand-after'),
    ...afterEachStep('promoted-elsewhere-by-hand-after'),
  ],
  'separated, then the old Region back': ['separated-then-old-region-back'],
  'two secondaries, the preferred one unfit': ['three-preferred-unfit'],
  'both healthy Regions blaming each other': ['both-regions-blame-each-other'],
  '`modifying` for ever': ['modifying-for-ever-after-the-promotion', 'modifying-for-ever-before-the-loss'],
  'accepted, then nothing happens': ['accepted-then-nothing-happens'],
  'response lost, effect late, after somebody else acted': ['response-lost-effect-late-after-somebody-else-acted'],
  'first deploy with nothing published': ['first-deploy-with-nothing-published'],
  'journal restored from a backup': ['journal-restored-from-a-backup'],
  "alarm flapping at the alarm's own period": ['alarm-flapping-at-its-own-period'],
  'hold, then the situation stays bad for an hour': ['hold-then-bad-for-an-hour'],
  'Route 53 edited by a human meanwhile': ['record-edited-by-a-human-meanwhile'],
  'the switch turned off between two steps': afterEachStep('switch-off-after'),
};

test('there are at least 120 named scenarios, each with a name and a sentence of its own', () => {
  const sentences = [...all.values()].map(({ about }) => about);

  expect(names.length).toBeGreaterThanOrEqual(120);
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(sentences.filter((about) => !/^[A-Z`'].{20,}\.$/.test(about))).toEqual([]);
  expect(new Set(sentences).size).toBe(sentences.length);
});

test.each(Object.entries(situations))('a situation that has fooled others: %s, also under throttling', (_, played) => {
  for (const name of played) {
    expect(names).toContain(name);
    expect(names).toContain(`${name}-throttled`);
  }
});

test('what is throttled are those situations, and no more', () => {
  expect([...fooledOthers].sort()).toEqual(Object.values(situations).flat().sort());
});

test('every named shape of a broken network is a scenario, in two Regions and in three, and says what must come of it', () => {
  expect(shapes.length).toBeGreaterThanOrEqual(20);
  for (const { name } of shapes) {
    expect(all.get(`partition-${name}`)?.expect?.promotions).toBeDefined();
    expect(all.get(`three-partition-${name}`)?.shape).toBe('three');
  }
});

test('nearly all say how often something may be promoted: a scenario that expects nothing shows little', () => {
  const silent = (scenario: Scenario): boolean => scenario.expect?.promotions === undefined;

  expect([...all.values()].filter(silent).length).toBeLessThan(names.length / 20);
});
