import { expect, test } from '@jest/globals';
import { triggerOf } from '../../functions/domain/alarm-trigger.ts';
import { separationProposed } from '../../functions/domain/approval.ts';
import { inForceOf } from '../../functions/domain/automation.ts';
import { isOverdue } from '../../functions/domain/claims.ts';
import { epochOf } from '../../functions/domain/dns-change.ts';
import { heartbeatDelay } from '../../functions/domain/heartbeat-delay.ts';
import { levelTrigger } from '../../functions/domain/level-trigger.ts';
import { afterApproval } from '../../functions/domain/next-step.ts';
import { namesEndpointsOf } from '../../functions/domain/published-record.ts';
import { standingPage } from '../../functions/domain/standing-page.ts';
import { weighRoles } from '../../functions/domain/weigh-roles.ts';
import { justPromotable, policy } from '../support/evidence.ts';
import { answered, failed, primaryLost, probeMemory, recordOf, shardLook } from '../support/readings.ts';
import { ago, config, east, instant, memberView, now, outside, west } from '../support/sessions.ts';

const minutes = (count: number) => instant(now - count * 60_000);
test('a page counts to the millisecond', () => {
  const found = { reason: 'r', mayPass: false };
  const after = (lastSeenAt: string, pagedAt: string) =>
    standingPage({ standing: [{ reason: 'r', lastSeenAt, pagedAt }] }, { found, now: new Date(now) }).page;
  expect(after(minutes(1), minutes(59.9999))).toBe(false);
  expect(after(minutes(1), minutes(60))).toBe(true);
  expect(after(minutes(9.9999), minutes(20))).toBe(false);
  expect(after(minutes(10), minutes(20))).toBe(true);
  expect(after(minutes(-1), minutes(20))).toBe(false);
  expect(after(instant(now + 60_001), minutes(20))).toBe(true);
});
test('what may pass is paged after a minute and a half', () => {
  const page = (passingSince: string) =>
    standingPage({ passingSince }, { found: { reason: 'r', mayPass: true }, now: new Date(now) }).page;
  expect([page(minutes(1.4999)), page(minutes(1.5))]).toEqual([false, true]);
});
test('another reason is remembered for ten minutes', () => {
  const kept = (lastSeenAt: string) =>
    standingPage({ standing: [{ reason: 'other', lastSeenAt }] }, { found: undefined, now: new Date(now) }).memory
      .standing;
  expect(kept(minutes(9.9999))).toHaveLength(1);
  expect(kept(minutes(10))).toBeUndefined();
});

test('a claim is overdue by its waits, which the last resort doubles', () => {
  const neededS = 120 + 180 + 300 + 900 + 300 + 600;
  const overdue = (seconds: number, parts: object = {}) =>
    isOverdue({ since: instant(ago(seconds)) }, { policy: { ...policy, ...parts }, now: new Date(now) });
  expect([overdue(neededS), overdue(neededS + 0.001)]).toEqual([false, true]);
  const open = { separation: 'approve' };
  expect([overdue(neededS + 1200, open), overdue(neededS + 1200.001, open)]).toEqual([false, true]);
});

const name = 'failover-sessions-primary-down';
const trigger = (timestamp: string, arn = `arn:aws:cloudwatch:${west}:111122223333:alarm:${name}`) =>
  triggerOf(
    {
      source: 'aws.cloudwatch',
      alarmArn: arn,
      accountId: '111122223333',
      region: west,
      time: '2026-11-23T11:59:31.000+0000',
      alarmData: { alarmName: name, state: { value: 'ALARM', timestamp } },
    },
    { config, region: west },
  );
test.each(['2026-11-23T11:59:30Z', '2026-11-23T11:59:30.123456789+0000', '2026-11-23T11:59:30+00:00'])(
  'an alarm of %s is taken',
  (timestamp) => {
    expect(trigger(timestamp)).toMatchObject({ datastore: 'sessions', since: expect.any(Date) });
  },
);
// The last one reads as a date all the same: the engine's parser stops at a NUL.
test.each(['+002026-11-23T11:59:30Z', '2026-11-23T11:59:30Z (UTC)', '2026-11-23T11:59:30Z\u0000 or so'])(
  'an alarm of %j is not',
  (timestamp) => {
    expect(trigger(timestamp)).toEqual({ ignored: 'Unparsable', detail: 'its timestamp is none' });
  },
);

test('the switch is carried by readings with its note, or without', () => {
  expect(inForceOf({ automation: 'off', switchNote: 'by ada' })).toStrictEqual({ automation: 'off', note: 'by ada' });
  expect(inForceOf({ automation: 'off', switchNote: undefined })).toStrictEqual({ automation: 'off' });
});

test.each(['"3 us-"east-1"', '3" us-east-1'])('quotes inside an epoch record make it none: %s', (value) => {
  const txt = { name: '_failover.a.example', type: 'TXT', ttl: 5, values: [value], routed: false } as const;
  expect(epochOf(txt)).toBeUndefined();
});

test('what people approved is told with what it was about', () => {
  const second = { action: 'ask', reason: 'r', objections: [], waived: [] } as const;
  expect(afterApproval({ ...second, objections: [], waived: [] }, [])).toMatchObject({
    action: 'promote',
    reason: 'approved by people, though r',
  });
});

test('a third Region that published itself above the rest is a disagreement; not without a primary, and not without an epoch', () => {
  const record = recordOf(outside, 7);
  const seenWith = (parts: object) => weighRoles(primaryLost(parts), east).disagree;
  const published = new Map([[west, answered(record)]]);
  expect(seenWith({ published })).toEqual(['eu-west-1 has published itself at epoch 7 eu-west-1']);
  expect(seenWith({ published, groups: new Map() })).toEqual([]);
  expect(seenWith({ published: new Map(), recordEpoch: failed('dark') })).toEqual([]);
});

test('a cluster whose reader is not named is still the same cluster', () => {
  const { reader: _, ...bare } = recordOf(west, 2);
  expect(namesEndpointsOf(bare, memberView(west, 'PRIMARY'), false)).toBe(true);
});

test('a claim or an attempt of the future is ours up to a minute, and not beyond', () => {
  const overdue = (ms: number) => isOverdue({ since: instant(now + ms) }, { policy, now: new Date(now) });
  expect([overdue(60_000), overdue(60_001)]).toEqual([false, true]);
  const starts = (ms: number) =>
    levelTrigger(
      { attempts: 1, lastAttemptAt: instant(now + ms) },
      { outage: 'seen', mayStart: true, now: new Date(now) },
    ).start;
  expect([starts(60_000), starts(60_001)]).toEqual([false, true]);
});

test('the delay of a heartbeat is that of its own shard', () => {
  const shards = [
    { shard: '0', heartbeatCount: 7, stream: 'a', position: 100 },
    { shard: '1', heartbeatCount: 8, stream: 'a', position: 100 },
  ];
  const look = shardLook({ shard: '1', heartbeat: { writtenAt: ago(9), count: 8 } });
  expect(heartbeatDelay(probeMemory({ shards }), look, { at: now, intervalMs: 10_000 })).toBeUndefined();
});

test('a separation of an unknown loss asks for just that', () => {
  const evidence = { ...justPromotable, target: { faults: [] } };
  expect(separationProposed('sessions', { epoch: { counter: 2, region: west }, evidence })).toStrictEqual({
    action: 'separate',
    datastore: 'sessions',
    target: west,
    epoch: 2,
    waives: [],
    lossBoundMs: 'unknown',
  });
});
