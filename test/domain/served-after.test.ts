import { expect, test } from '@jest/globals';
import type { ClientAlarm, Readings } from '../../functions/domain/readings.ts';
import { servedAfter } from '../../functions/domain/weigh-client-view.ts';
import { weighTarget } from '../../functions/domain/weigh-target.ts';
import type { AlarmPoint, AlarmView } from '../../functions/ports.ts';
import { answered, failed, primaryLost, probeMemory } from '../support/readings.ts';
import { ago, metricAlarm, now, outside, sessions } from '../support/sessions.ts';

const point = (secondsAgo: number, breaches?: boolean): AlarmPoint => ({
  at: new Date(ago(secondsAgo)),
  value: breaches ? 9 : 0,
  ...(breaches !== undefined && { breaches }),
});
/** Newest first: fine until so many seconds ago, and breaching since. */
const fineUntil = (secondsAgo: number): AlarmPoint[] => [
  ...[10, secondsAgo - 10].map((each) => point(each, true)),
  ...[secondsAgo, secondsAgo + 10, 900].map((each) => point(each, false)),
];
const alarm = (recent: readonly AlarmPoint[], parts: Parameters<typeof metricAlarm>[1] = {}): AlarmView =>
  metricAlarm('errors', { recent, ...parts });
const named = (view: AlarmView, children?: readonly AlarmView[]): ClientAlarm => ({
  region: outside,
  alarm: answered(view),
  ...(children && { children: answered(children) }),
});
const composite = (state: AlarmView['state']) => metricAlarm('both', { state, kind: 'composite', recent: [] });

test.each<[at: number | undefined, what: string, alarms: readonly ClientAlarm[]]>([
  [undefined, 'no alarm', []],
  [undefined, 'an alarm that cannot be read', [{ region: outside, alarm: failed('dark') }]],
  [ago(40), 'the last period before the first breach', [named(alarm(fineUntil(40)))]],
  [undefined, 'it has breached ever since', [named(alarm([point(10, true), point(500, true), point(700, false)]))]],
  [undefined, 'what was fine only before that instant', [named(alarm(fineUntil(600)))]],
  [
    ago(500),
    'a fine minute within an outage is one in which nobody wrote',
    [named(alarm([point(10, true), point(20, false), point(490, true), point(500, false)]))],
  ],
  [
    ago(500),
    'a period that nobody can judge ends what is known',
    [named(alarm([point(10, true), point(20, false), point(490), point(500, false)], { breaches: 'unknown' }))],
  ],
  [ago(40), 'of two alarms the one that was served last', [named(alarm(fineUntil(90))), named(alarm(fineUntil(40)))]],
  [undefined, 'an alarm that is OK', [named(alarm(fineUntil(40), { state: 'OK' }))]],
  [undefined, 'a forced one, over data that is fine', [named(alarm([point(10, false), ...fineUntil(40)]))]],
  [
    ago(40),
    'of a composite that is down, the alarms in its rule that are',
    [named(composite('ALARM'), [alarm(fineUntil(40)), alarm(fineUntil(20), { state: 'OK' })])],
  ],
  [undefined, 'of a composite that is OK none', [named(composite('OK'), [alarm(fineUntil(40))])]],
  [undefined, 'where nothing breaches by now', [named(alarm([point(10, false)]))]],
])('clients that fail now were served until %s: %s', (at, _, clientAlarms) => {
  expect(servedAfter({ clientAlarms, readAt: now }, { since: ago(600), verdict: 'down' })).toBe(at);
});

test.each<[at: number | undefined, what: string, alarm: ClientAlarm]>([
  [
    ago(10),
    'an alarm that is OK, by its newest period',
    named(alarm([point(10, false), point(70, false)], { state: 'OK' })),
  ],
  [ago(70), 'one that has not moved yet', named(alarm([point(10, true), point(70, false)], { state: 'OK' }))],
  [ago(10), 'a forced one, over data that is fine', named(alarm([point(10, false)]))],
  [undefined, 'one that is down', named(alarm(fineUntil(40)))],
  [undefined, 'one whose state nobody knows', named(alarm(fineUntil(40), { state: 'INSUFFICIENT_DATA' }))],
])('clients that seem fine were served until %s: %s', (at, _, one) => {
  expect(servedAfter({ clientAlarms: [one], readAt: now }, { since: ago(600), verdict: 'up' })).toBe(at);
});

/** Data stopped 600 s ago, when this network lost its way too; more than 60 s may not be lost without asking. */
const weighed = (clientAlarms: readonly ClientAlarm[], parts: Partial<Readings> = {}) => {
  const [shard] = probeMemory().shards;
  const probe = probeMemory({
    shards: [{ shard: '0', ...shard, heartbeatMovedAt: ago(600) }],
    primaryReachedAt: ago(600),
  });
  const datastore = { ...sessions, policy: { ...sessions.policy, persistence: 20, lossLimit: 60 } };
  return weighTarget(primaryLost({ probe, datastore, clientAlarms, ...parts }));
};
const brokeFirst = (...look: Parameters<typeof weighed>) => weighed(...look).lossBoundMs;
const served = (secondsAgo: number): ClientAlarm => named(alarm(fineUntil(secondsAgo)));

test.each<[bound: number, why: string, servedAgo: number]>([
  [570_800, 'replication broke nine and a half minutes before clients failed', 30],
  [60_801, 'clients were served for longer than may be lost', 539.999],
  [800, 'so late clients may notice an outage', 540],
  [800, 'clients failed first', 700],
])('the loss bound is %s ms: %s', (bound, _, servedAgo) => {
  expect(brokeFirst([served(servedAgo)])).toBe(bound);
});

test.each<[bound: number, why: string, fineAgo: number]>([
  [800, 'an alarm that has not moved yet may still do so', 360],
  [240_801, 'it should have moved by then', 359.999],
])('the loss bound is %s ms: %s', (bound, _, fineAgo) => {
  const recent = [point(10, true), point(fineAgo, false)];
  expect(brokeFirst([named(alarm(recent, { state: 'OK' }))])).toBe(bound);
});

test('clients that seem fine long after data stopped: the loss grows; that of clients who failed does not', () => {
  expect(weighed([named(alarm([point(10, false)], { state: 'OK' }))])).toMatchObject({ lossGrows: true });
  expect(weighed([served(30)])).not.toHaveProperty('lossGrows');
  expect(weighed([])).not.toHaveProperty('lossGrows');
});

test('it does not grow while an outage lasts, or a yes to it would be void each time', () => {
  const clientAlarms = [named(alarm([point(5, true), point(30, false), point(280, true), point(290, false)]))];
  const later = clientAlarms.map((each) =>
    named({
      ...alarm([point(1, true), point(2, false)]),
      recent: [point(1, true), point(2, false), ...Object(each.alarm).value.recent],
    }),
  );
  expect(brokeFirst(clientAlarms)).toBe(310_800);
  expect(brokeFirst(later)).toBe(310_800);
});

test('with a higher persistence clients may notice as late as that', () => {
  const datastore = { ...sessions, policy: { ...sessions.policy, persistence: 120, lossLimit: 60 } };
  expect(brokeFirst([served(480)], { datastore })).toBe(800);
  expect(brokeFirst([served(479.999)], { datastore })).toBe(120_801);
});

test('of what this network and what clients saw the longer counts', () => {
  const [shard] = probeMemory().shards;
  const shards = [{ shard: '0', ...shard, heartbeatMovedAt: ago(600) }];
  const bound = (primaryReachedAt: number, servedAgo: number) =>
    brokeFirst([served(servedAgo)], { probe: probeMemory({ shards, primaryReachedAt }) });
  expect(bound(ago(300), 100)).toBe(500_800);
  expect(bound(ago(100), 300)).toBe(500_800);
});
