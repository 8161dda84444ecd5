import { expect, test } from '@jest/globals';
import type { Evidence } from '../../functions/contract/evidence.ts';
import { decide } from '../../functions/domain/decide.ts';
import { overtakenBy, rivalsOf } from '../../functions/domain/overtaken.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { type Occasion, weigh } from '../../functions/domain/weigh.ts';
import { preferredTarget } from '../../functions/domain/weigh-preference.ts';
import { answered, failed, probeMemory, recordOf, witnessAnswer } from '../support/readings.ts';
import { ago, east, now, west } from '../support/sessions.ts';
import { lostForThird, third, threeSessions, threeView } from '../support/three-regions.ts';

const automatic: Occasion = { trigger: 'automatic', override: [], expectedPrimary: undefined };
const { policy } = threeSessions;
const turn = policy.persistence + policy.grace + policy.promotion;
const badFor = (seconds: number) => ({ probe: probeMemory({ badSince: ago(seconds) }) });
const judge = (readings: Readings) => decide(weigh(readings, automatic), policy, now);
const fromWest = (readings: Readings): Readings => ({ ...readings, here: west });
const groups = (
  ...views: readonly (readonly [string, Readings['groups'] extends ReadonlyMap<string, infer L> ? L : never])[]
) => ({
  groups: new Map([...lostForThird().groups, ...views]),
});
const westDark = {
  ...groups([west, failed('dark')]),
  witness: new Map([...lostForThird().witness, [west, answered(witnessAnswer({ region: west }))] as const]),
};

test('the first of the preference promotes itself; the other waits its turn first, and then asks', () => {
  expect(judge(fromWest(lostForThird()))).toMatchObject({ action: 'promote' });
  expect(judge(lostForThird())).toMatchObject({
    action: 'wait',
    reason: `NotPreferred: ${west} is to take over first`,
  });
  expect(judge(lostForThird(badFor(turn - 0.001)))).toMatchObject({ action: 'wait' });
  expect(judge(lostForThird(badFor(turn)))).toMatchObject({
    action: 'ask',
    reason: `NotPreferred: ${west} was to take over first, and did not act within ${turn} s`,
  });
});

test.each<[string, Partial<Readings>, string]>([
  ['dark from here and from the witness', westDark, 'it is dark from here and from the witness'],
  [
    'no whole member by the view of the third',
    groups([third, answered(threeView(east, { memberships: { [west]: 'disassociating' } }))]),
    'it is unfit: its membership is disassociating',
  ],
  [
    'no whole member by its own view',
    groups([west, answered(threeView(east, { memberships: { [west]: 'associating' } }))]),
    'it is unfit: its membership is associating',
  ],
])('people are asked in the third at once where the preferred Region is %s, and told so', (_, parts, why) => {
  expect(judge(lostForThird(parts))).toMatchObject({
    action: 'ask',
    reason: `NotPreferred: ${west} is to take over first, and cannot: ${why}`,
  });
});

test.each<[string, Partial<Readings>]>([
  ['the witness still sees it', groups([west, failed('dark')])],
  ['the witness cannot tell', { ...westDark, witness: new Map([[west, failed('unknown')]]) }],
  ['it refuses to answer', groups([west, failed('refused')])],
])('a link that may be cut is no reason to pass the preferred Region over: %s', (_, parts) => {
  expect(judge(lostForThird(parts)).action).toBe('wait');
  expect(judge(lostForThird({ ...parts, ...badFor(turn) })).action).toBe('ask');
});

test.each<[string, Partial<Readings>, string]>([
  ['its own API says so', groups([west, answered(threeView(west))]), 'RolesUnclear'],
  [
    'it published a higher epoch, though no view shows it yet',
    { published: new Map([...lostForThird().published, [west, answered(recordOf(west, 2))]]) },
    'RolesUnclear',
  ],
  ['the record carries its epoch', { recordEpoch: answered({ counter: 2, region: west }) }, 'RolesUnclear'],
  [
    'this Region copied its record already',
    { published: new Map([[third, answered(recordOf(west, 2))]]) },
    'RolesUnclear',
  ],
])('once the preferred Region is promoted the others stop: %s', (_, parts, guard) => {
  for (const seconds of [60, turn]) {
    const { action, reason } = judge(lostForThird({ ...parts, ...badFor(seconds) }));
    expect([action, reason]).toEqual(['hold', expect.stringContaining(guard)]);
    expect(reason).toContain(west);
  }
});

test('while the preferred Region is being promoted the others wait', () => {
  const parts = groups([west, answered(threeView(east, { status: 'modifying' }))]);
  expect(judge(lostForThird(parts)).action).toBe('wait');
});

test('where views differ, no two Regions are entitled to act', () => {
  // The third does not see us-west-2 at all; us-west-2 does.
  const without = { ...threeView(east), members: threeView(east).members.filter(({ region }) => region !== west) };
  const split = lostForThird(groups([third, answered(without)]));
  expect(preferredTarget(split)).toBe(west);
  expect(preferredTarget(fromWest(split))).toBe(west);
  // Nobody but itself answers the third: it is entitled by its own view, and then two confirmations must exist.
  const alone = lostForThird(groups([third, answered(without)], [west, failed('dark')]));
  expect(preferredTarget(alone)).toBe(third);
});

const from = east;
const word = (
  group: Readings['groups'] extends ReadonlyMap<string, infer L> ? L : never,
  counter = 1,
  region = east,
) => ({
  group,
  published: answered(recordOf(region, counter)),
});

test('the last look stops for what is new, and for nothing that was weighed already', () => {
  const before = lostForThird();
  expect(rivalsOf(before, east)).toEqual([west]);
  const seen = (now: ReturnType<typeof word>, readings = before) =>
    overtakenBy(readings, { rival: west, from, word: now });
  expect(seen(word(answered(threeView(east))))).toBeUndefined();
  expect(seen(word(failed('dark')))).toBeUndefined();
  expect(seen(word(answered(threeView(west))))).toBe(`${west} sees ${west} as PRIMARY by now`);
  expect(seen(word(answered(threeView('nowhere'))))).toBe(`${west} sees no single Region as PRIMARY by now`);
  expect(seen(word(answered(threeView(east, { status: 'modifying' }))))).toBe(
    `${west} sees the datastore modifying by now`,
  );
  expect(seen(word(answered(threeView(east)), 2, west))).toBe(`${west} publishes epoch 2 ${west} by now`);
  expect(seen(word(failed('dark'), 2, west))).toBe(`${west} publishes epoch 2 ${west} by now`);

  const waived = lostForThird(groups([west, answered(threeView(west, { status: 'modifying' }))]));
  expect(seen(word(answered(threeView(west, { status: 'modifying' }))), waived)).toBeUndefined();
});

test('no reading turns the waiting of a Region that is not preferred into a promotion', () => {
  const looks = [failed('dark'), failed('refused'), failed('unknown'), answered(threeView(east))];
  for (const group of looks)
    for (const api of ['alive', 'dark', 'unknown'] as const) {
      const witness = new Map([
        ...lostForThird().witness,
        [west, answered(witnessAnswer({ region: west, api }))] as const,
      ]);
      const evidence: Evidence = weigh(lostForThird({ ...groups([west, group]), witness, ...badFor(turn) }), automatic);
      expect(decide(evidence, policy, now).action).not.toBe('promote');
    }
});
