import { expect, test } from '@jest/globals';
import { isConfirmed, ownIntent, standsAlone, takesWrites } from '../../functions/domain/own-standing.ts';
import { namesEndpointsOf, promotionTime } from '../../functions/domain/published-record.ts';
import { publishedTarget } from '../../functions/domain/targets.ts';
import { answered, failed, recordOf, shardLook, touchAnswer } from '../support/readings.ts';
import { claimBy } from '../support/run.ts';
import { aloneView, east, instant, memberView, now, west } from '../support/sessions.ts';
import { intent, noted, readings, seen, step } from '../support/standing.ts';

const touched = (...wrote: boolean[]) =>
  answered(
    touchAnswer({ local: { reach: 'alive', shards: wrote.map((it, at) => shardLook({ shard: `${at}`, wrote: it })) } }),
  );
const shards = (count: number) =>
  answered({
    ...memberView(west, 'PRIMARY'),
    shards: Array.from({ length: count }, (_, at) => ({ id: `${at}`, status: 'available' })),
  });
const writes = (rest: object) => takesWrites(readings({ rest }));

test('every shard that there is must have taken a write, and one at least', () => {
  expect(writes({ member: shards(2), touch: touched(true, true) })).toBe(true);
  expect(writes({ member: shards(2), touch: touched(true) })).toBe(false);
  expect(writes({ member: shards(2), touch: touched(true, false) })).toBe(false);
  expect(writes({ member: shards(0), touch: touched() })).toBe(false);
  expect(writes({ member: failed('dark'), touch: touched(true) })).toBe(false);
  expect(writes({ touch: failed('dark') })).toBe(false);
  expect(writes({ touch: answered(touchAnswer({ local: undefined })) })).toBe(false);
});

test('the own intent is of this Region, the newest that can be read, and possible', () => {
  const own = (parts: object) => ownIntent(readings({ rest: noted(intent(2, parts)) }));
  expect(own({})).toMatchObject({ epoch: { counter: 2 } });
  expect(own({ to: east })).toBeUndefined();
  expect(own({ calledAt: instant(now + 60_000) })).toBeDefined();
  expect(own({ calledAt: instant(now + 60_001) })).toBeUndefined();
  expect(own({ owner: 'reconcile/1' })).toBeUndefined();
  expect(own({ owner: 'reconcile/1', kind: 'adopt' })).toBeDefined();
  expect(ownIntent(readings({ rest: noted(intent(2)), theirs: recordOf(east, 3) }))).toBeUndefined();
});

test('a cluster that cannot be read does not stand alone', () => {
  expect(standsAlone({ member: failed('dark') })).toBe(false);
  expect(standsAlone({ member: answered(aloneView(west)) })).toBe(true);
});

test('a separated record is confirmed by the cluster of its own Region, and no other', () => {
  const confirmed = (region: string, rest: object) =>
    isConfirmed(readings({ own: seen(east), other: failed('dark'), rest }), recordOf(region, 1, { separated: true }));
  const alone = answered(aloneView(west));
  expect(confirmed(west, { member: alone })).toBe(true);
  expect(confirmed(west, { member: shards(1), separatedMembers: new Map([[west, alone]]) })).toBe(false);
  expect(confirmed(east, { member: alone })).toBe(false);
  expect(confirmed(east, { separatedMembers: new Map([[east, answered(aloneView(east))]]) })).toBe(true);
});

test("another Region's record is copied as that Region tells it, or not at all", () => {
  const theirs = recordOf(east, 3);
  expect(step({ mine: recordOf(east, 2), theirs })).toEqual({ kind: 'copy', record: theirs });
  // West knows of an epoch of east that east itself does not publish.
  expect(step({ here: west, mine: recordOf(west, 1), theirs: 'none', own: seen(east) }).kind).not.toBe('copy');
  const lost = { mine: 'none', theirs: recordOf(west, 3), own: seen(west), other: seen(west) } as const;
  expect(step(lost)).toEqual({ kind: 'copy', record: recordOf(west, 3) });
});

test('a run that only waits does not keep its own writes from being published', () => {
  const facts = { own: seen(west), other: failed('dark'), theirs: 'dark' } as const;
  const claim = claimBy('run-1', { yielding: true });
  const waits = { incident: { ...noted(intent(2)).incident, claim } };
  expect(step({ ...facts, rest: waits })).toMatchObject({ kind: 'finish' });
  const other = { incident: { ...waits.incident, claim: claimBy('run-9', { yielding: true }) } };
  expect(step({ ...facts, rest: other })).toMatchObject({ reason: 'RunAtWork' });
  const works = { incident: { ...waits.incident, claim: claimBy('run-1') } };
  expect(step({ ...facts, rest: works })).toMatchObject({ reason: 'RunAtWork' });
});

test('a settled primary whose cluster cannot be read leads no record', () => {
  const facts = { own: seen(west), other: seen(west), mine: recordOf(west, 2), theirs: recordOf(west, 2) } as const;
  expect(step(facts)).toEqual({ kind: 'settled', record: recordOf(west, 2) });
  expect(step({ ...facts, rest: { member: failed('dark') } })).toEqual({ kind: 'settled', record: undefined });
});

test('hosts are compared whatever their case, and a missing one is none', () => {
  const record = recordOf(west, 2);
  const member = memberView(west, 'PRIMARY');
  expect(namesEndpointsOf({ ...record, primary: record.primary?.toUpperCase() }, member, false)).toBe(true);
  expect(namesEndpointsOf({ ...record, primary: undefined }, member, false)).toBe(false);
  expect(namesEndpointsOf(record, { ...member, primary: undefined }, false)).toBe(false);
  expect(namesEndpointsOf({ ...record, configuration: 'cfg.example' }, member, false)).toBe(false);
  expect(
    publishedTarget(
      { ...record, primary: undefined },
      { access: { tls: false, auth: 'none' }, credentials: undefined },
    ),
  ).toBeUndefined();
});

test('an adoption without a record before it is dated by its call', () => {
  const { calledAt } = intent(2);
  expect(promotionTime(intent(2, { kind: 'adopt' }), undefined)).toBe(calledAt);
});
