import { expect, test } from '@jest/globals';
import { fooledOthers } from '../../sandbox/scenarios/throttled.ts';
import { loadScenarios } from '../../sandbox/simulation/campaign/scenarios.ts';
import { shapes } from '../../sandbox/simulation/partitions/shapes.ts';
import type { Scenario } from '../../sandbox/stage/stage.ts';
import { situations } from '../../sandbox/wire/situations.ts';

const all = await loadScenarios();
const names = [...all.keys()];

test('there are at least 120 named scenarios, each with a name and a sentence of its own', () => {
  const sentences = [...all.values()].map(({ about }) => about);

  expect(names.length).toBeGreaterThanOrEqual(120);
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  expect(sentences.filter((about) => !/^[A-Z`'].{20,}\.$/.test(about))).toEqual([]);
  expect(new Set(sentences).size).toBe(sentences.length);
});

test.each(situations)('a situation that has fooled others: $situation, also under throttling', ({ scenarios }) => {
  expect(scenarios.length).toBeGreaterThan(0);
  for (const name of scenarios) {
    expect(names).toContain(name);
    expect(names).toContain(`${name}-throttled`);
  }
});

test('what is throttled are those situations, and no more', () => {
  expect([...fooledOthers].sort()).toEqual(situations.flatMap(({ scenarios }) => scenarios).sort());
});

test('every named shape of a broken network is a scenario, in two Regions and in three, and says what must come of it', () => {
  expect(shapes.length).toBeGreaterThanOrEqual(20);
  for (const { name } of shapes) {
    expect(all.get(`partition-${name}`)?.expect?.promotions).toBeDefined();
    expect(all.get(`three-partition-${name}`)?.shape).toBe('three');
  }
});

test('nearly all say how often something may be promoted: a scenario that expects nothing shows little', () => {
  const silent = ({ expect: expected }: Scenario): boolean =>
    expected?.promotions === undefined && expected?.mostPromotions === undefined;

  expect([...all.values()].filter(silent).length).toBeLessThan(names.length / 20);
});
