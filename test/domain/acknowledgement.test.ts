import { expect, test } from '@jest/globals';
import { decide } from '../../functions/domain/decide.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { weigh } from '../../functions/domain/weigh.ts';
import { policy } from '../support/evidence.ts';
import { answered, failed, primaryLost, recordOf } from '../support/readings.ts';
import { aRun } from '../support/run.ts';
import { ago, east, instant, now, west } from '../support/sessions.ts';

/** us-east-1 was promoted ten minutes ago under epoch 4, and is lost now: within the cooldown of an hour. */
const promotedAt = instant(ago(600));
const record = recordOf(east, 4, { promotedAt });
const right = { epoch: 4, region: east, promotedAt, by: 'ada' };

const decided = (acknowledged: Readings['acknowledged'], parts: Partial<Readings> = {}) => {
  const published = new Map([[west, answered(record)]]);
  const incident = { datastore: 'sessions', epoch: record.epoch };
  const readings = primaryLost({ published, incident, recordEpoch: answered(record.epoch), acknowledged, ...parts });
  const evidence = weigh(readings, aRun());
  const cooling = decide(evidence, { ...policy, persistence: 20 }, now).objections.find(
    ({ guard }) => guard === 'CoolingDown',
  );
  return { cooling: cooling?.reason, acknowledgement: evidence.acknowledgement };
};
const said = (value: unknown) =>
  answered({ value: typeof value === 'string' ? value : JSON.stringify(value), version: 1 });

test('without an acknowledgement the cooldown binds; the right one ends it', () => {
  expect(decided(answered(undefined)).cooling).toBe('the last promotion was 600 s ago, the cooldown is 3600 s');
  expect(decided(undefined).cooling).toBe('the last promotion was 600 s ago, the cooldown is 3600 s');
  expect(decided(said(right))).toEqual({ cooling: undefined, acknowledgement: { by: 'ada' } });
});

test.each<[why: string, RegExp, unknown]>([
  ['of an older epoch', /names epoch 3 us-east-1, and 4 us-east-1 is published/, { ...right, epoch: 3 }],
  ['in advance', /names epoch 5 us-east-1, and 4 us-east-1 is published/, { ...right, epoch: 5 }],
  ['of another Region', /names epoch 4 us-west-2/, { ...right, region: west }],
  [
    'in advance, the epoch guessed',
    /names a promotion at .*, and the last was at/,
    { ...right, promotedAt: instant(ago(601)) },
  ],
  ['without a name', /is none: by: /, { epoch: 4, region: east, promotedAt }],
  ['with the name of nobody', /is none: by: "your name" is no person's name/, { ...right, by: 'YOUR NAME' }],
  ['without the time', /is none: promotedAt: /, { epoch: 4, region: east, by: 'ada' }],
  ['with a member that nobody knows', /is none: .*"until"/, { ...right, until: 'ever' }],
  ['that is no JSON', /is none: it is no JSON/, 'yes'],
  ['that is no object', /is none: /, '4'],
])('an acknowledgement %s shortens nothing, and the hold says why', (_, why, value) => {
  const { cooling, acknowledgement } = decided(said(value));
  expect(acknowledgement).toEqual({ problem: expect.stringMatching(why) });
  expect(cooling).toMatch(/^the last promotion was 600 s ago, .*; the acknowledgement /);
});

test('one that cannot be read shortens nothing', () => {
  expect(decided(failed('refused')).cooling).toMatch(/the acknowledgement cannot be read: it was refused$/);
});

test('nothing is acknowledged while a higher epoch is readable anywhere than is published', () => {
  const higher = { counter: 5, region: west };
  const newer = decided(said(right), { incident: { datastore: 'sessions', epoch: higher } });
  expect(newer.cooling).toMatch(/the newest epoch is not published yet$/);
  expect(decided(said(right), { recordEpoch: answered(higher) }).cooling).toMatch(/not published yet$/);
});

test('the acknowledgement of the promotion before does not end the cooldown of the next', () => {
  const next = recordOf(west, 5, { promotedAt: instant(ago(60)) });
  const published = new Map([
    [west, answered(next)],
    [east, answered(record)],
  ]);
  const moved = {
    published,
    incident: { datastore: 'sessions', epoch: next.epoch },
    recordEpoch: answered(next.epoch),
  };
  expect(decided(said(right), moved).cooling).toMatch(/^the last promotion was 60 s ago, .*names epoch 4 us-east-1/);
});
