import { expect, test } from '@jest/globals';
import type { ClientAlarm, Readings } from '../../functions/domain/readings.ts';
import { lastServed } from '../../functions/domain/weigh-client-view.ts';
import { weighTarget } from '../../functions/domain/weigh-target.ts';
import type { AlarmView } from '../../functions/ports.ts';
import { answered, failed, primaryLost, probeMemory } from '../support/readings.ts';
import { ago, metricAlarm, now, outside, sessions } from '../support/sessions.ts';

const failing = { recent: [{ at: new Date(ago(10)), value: 9 }] };
/** An alarm whose clients fail, and were served until so many seconds ago. */
const served = (secondsAgo: number, parts: Partial<AlarmView> = {}): ClientAlarm => ({
  region: outside,
  alarm: answered(metricAlarm('errors', { ...failing, fineAt: new Date(ago(secondsAgo)), ...parts })),
});

test.each<[at: number | undefined, what: string, alarms: readonly ClientAlarm[]]>([
  [undefined, 'no alarm', []],
  [undefined, 'an alarm that cannot be read', [{ region: outside, alarm: failed('dark') }]],
  [undefined, 'it breaches as far back as is known', [{ region: outside, alarm: answered(metricAlarm('e', failing)) }]],
  [ago(40), 'the last period that did not breach', [served(40)]],
  [ago(40), 'of two alarms the one that was served last', [served(90), served(40)]],
  [undefined, 'an alarm that is OK tells nothing: its clients may read elsewhere', [served(0, { state: 'OK' })]],
  [undefined, 'nor does a forced one, over data that is fine', [served(0, { breaching: false })]],
  [
    ago(40),
    'of a composite the alarm in its rule that is down',
    [
      {
        region: outside,
        alarm: answered(metricAlarm('both', { kind: 'composite', recent: [], fineAt: new Date(ago(1)) })),
        children: answered([
          metricAlarm('errors', { ...failing, fineAt: new Date(ago(40)) }),
          metricAlarm('latency', { state: 'OK', fineAt: new Date(ago(2)) }),
        ]),
      },
    ],
  ],
])('clients that fail now were last served at %s: %s', (at, _, clientAlarms) => {
  expect(lastServed({ clientAlarms, readAt: now })).toBe(at);
});

/** Data stopped 600 s ago, when this network lost its way too; more than 60 s may not be lost without asking. */
const brokeFirst = (clientAlarms: readonly ClientAlarm[], parts: Partial<Readings> = {}) => {
  const [shard] = probeMemory().shards;
  const probe = probeMemory({
    shards: [{ shard: '0', ...shard, heartbeatMovedAt: ago(600) }],
    primaryReachedAt: ago(600),
  });
  const datastore = { ...sessions, policy: { ...sessions.policy, persistence: 20, lossLimit: 60 } };
  return weighTarget(primaryLost({ probe, datastore, clientAlarms, ...parts })).lossBoundMs;
};

test.each<[bound: number, why: string, servedAgo: number]>([
  [570_800, 'replication broke nine and a half minutes before clients failed', 30],
  [60_801, 'clients were served for longer than may be lost', 539.999],
  [800, 'so late clients may notice an outage', 540],
  [800, 'clients failed first', 700],
])('the loss bound is %s ms: %s', (bound, _, servedAgo) => {
  expect(brokeFirst([served(servedAgo)])).toBe(bound);
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
