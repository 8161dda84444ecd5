import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Epoch } from '../../functions/contract/epoch.ts';
import { decide } from '../../functions/domain/decide.ts';
import { compareEpochs } from '../../functions/domain/epoch.ts';
import { unjournaledEpoch } from '../../functions/domain/journal-behind.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { weigh } from '../../functions/domain/weigh.ts';
import { answered, failed, primaryLost, recordOf } from '../support/readings.ts';
import { east, now, sessions, west } from '../support/sessions.ts';
import { held, memory, seen, step } from '../support/standing.ts';

const incident = (epoch: Epoch | undefined) => ({ incident: { datastore: 'sessions', ...(epoch && { epoch }) } });
const behind = { rest: incident({ counter: 1, region: west }) };
const ofWest = recordOf(west, 3);

const epochs = fc.record({ counter: fc.integer({ min: 0, max: 9 }), region: fc.constantFrom(east, west) });
const looks = fc.oneof(
  epochs.map(({ counter, region }) => answered(recordOf(region, counter))),
  fc.constant(answered(undefined)),
  fc.constantFrom(failed('dark'), failed('unknown')),
);

test('it is exactly the own epochs above the journal, in whatever Region they stand, that tell', () => {
  fc.assert(
    fc.property(looks, looks, fc.option(epochs, { nil: undefined }), (mine, theirs, epoch) => {
      const published: Readings['published'] = new Map([
        [west, mine],
        [east, theirs],
      ]);
      const found = unjournaledEpoch({ ...primaryLost(), ...incident(epoch), published, recordEpoch: failed('dark') });
      const own = [mine, theirs].flatMap((look) =>
        look.outcome === 'answered' && look.value?.epoch.region === west ? [look.value.epoch] : [],
      );
      const above = own.filter((each) => !epoch || compareEpochs(each, epoch) > 0);
      expect(found !== undefined).toBe(above.length > 0);
      for (const each of above) expect(found && compareEpochs(found, each)).toBeGreaterThanOrEqual(0);
    }),
  );
});

test.each<[string, Partial<Readings>]>([
  ['a Region that joins', { ...incident(undefined), recordEpoch: answered({ counter: 9, region: east }) }],
  ['a Region that has not copied yet', incident({ counter: 1, region: east })],
  ['what a person published by hand', { published: new Map([[west, answered({ ...ofWest, byHand: true as const })]]) }],
])('%s is none', (_, parts) => {
  expect(unjournaledEpoch(primaryLost(parts))).toBeUndefined();
});

test('the epoch beside the record is as good a sign as a parameter', () => {
  const readings = primaryLost({ recordEpoch: answered({ counter: 2, region: west }) });
  expect(unjournaledEpoch(readings)).toEqual({ counter: 2, region: west });
});

const judge = (readings: Readings, by: { trigger: 'automatic' | 'manual'; override?: 'JournalBehind'[] }) =>
  decide(weigh(readings, { override: [], expectedPrimary: undefined, ...by }), sessions.policy, now);

test('an automatic run holds, whatever speaks for it; a person names it and goes on, above everything that is readable', () => {
  const readings = primaryLost({ recordEpoch: answered({ counter: 2, region: west }), ...incident(undefined) });
  expect(judge(readings, { trigger: 'automatic' })).toMatchObject({
    action: 'hold',
    reason: expect.stringMatching(/^JournalBehind: epoch 2 us-west-2 /),
  });
  expect(judge(readings, { trigger: 'manual' })).toMatchObject({ action: 'hold' });
  expect(judge(readings, { trigger: 'manual', override: ['JournalBehind'] })).toMatchObject({ action: 'promote' });
});

test('so it is where this Region is the primary: a person has it published once more, and that ends it', () => {
  const primary = {
    groups: new Map([
      [west, seen(west)],
      [east, failed('dark')],
    ] as const),
  };
  const readings = primaryLost({ ...primary, published: new Map([[west, answered(ofWest)]]), ...behind.rest });
  expect(judge(readings, { trigger: 'automatic' }).action).toBe('hold');
  expect(judge(readings, { trigger: 'manual' })).toMatchObject({
    action: 'hold',
    objections: [{ guard: 'JournalBehind' }],
  });
  expect(judge(readings, { trigger: 'manual', override: ['JournalBehind'] }).action).toBe('adopt');
  expect(unjournaledEpoch({ ...readings, ...incident({ counter: 4, region: west }) })).toBeUndefined();
});

test.each<[string, Parameters<typeof step>[0]]>([
  ['nothing is to be done', { own: seen(west), other: seen(west), mine: ofWest, theirs: ofWest }],
  [
    'its own record is kept by another Region only',
    { own: seen(west), other: seen(west), mine: 'none', theirs: ofWest },
  ],
  [
    'it would be adopted',
    { own: seen(west), other: failed('dark'), mine: { ...ofWest, epoch: { counter: 3, region: west } } },
  ],
  ['it is a secondary', { own: seen(east), mine: ofWest }],
])('Reconcile holds and pages where %s', (_, facts) => {
  expect(step({ ...facts, ...behind }, { memory: memory(3) })).toEqual(held('JournalBehind'));
});

test('another Region that was promoted since is copied all the same: its epoch is above what was lost', () => {
  const theirs = recordOf(east, 4);
  expect(step({ own: seen(east), mine: ofWest, theirs, ...behind })).toEqual({ kind: 'copy', record: theirs });
});
