import config from '../../../failover.config.ts';
import { type Checker, checkAll, describeViolation, type RunRecord, type Truth } from '../../../sandbox/checkers.ts';
import type { Entry } from '../../../sandbox/history.ts';
import { alarm, at, called, east, fault, instant, page, ranFunction, west } from './run-parts/entries.ts';
import { decided, demoted, ended, promoted, promotes, started } from './run-parts/steps.ts';
import { batch, claim, hostOf, hosts, incident, intent, published, put, run } from './run-parts/values.ts';

export * from './run-parts/entries.ts';
export * from './run-parts/steps.ts';
export * from './run-parts/values.ts';

const first: Entry[] = [
  ranFunction(0.5, 'TouchCache', { region: east }),
  put(1, east, { value: published(1, east) }),
  ...batch(
    1.2,
    [
      { action: 'CREATE', type: 'CNAME', value: hostOf(east) },
      { action: 'CREATE', type: 'TXT', value: `"1 ${east}"` },
    ],
    { by: east },
  ),
  put(2, west, { value: published(1, east) }),
];

const outage: Entry[] = [
  fault(20, 'blackout', { region: east }),
  alarm(60, 'failover-sessions-data-arriving'),
  alarm(60, 'failover-sessions-primary-reachable'),
  alarm(60, 'failover-sessions-primary-down'),
  page(60, west, { subject: 'ALARM: "failover-sessions-primary-down"' }),
  called(61, 'monitoring:DescribeAlarms', { handler: 'ReceiveAlarm', region: west }),
  called(61.2, 'states:StartExecution', {
    handler: 'ReceiveAlarm',
    region: west,
    input: { name: 'sessions-1', input: JSON.stringify({ datastore: 'sessions', requestedBy: 'alarm' }) },
  }),
  started(61.1),
  incident(62, { after: { claim: claim(run()), epoch: { counter: 1, region: east } } }),
  decided(63),
];

const cutover: Entry[] = [
  ...promotes(65),
  ...promoted(66),
  ranFunction(67, 'TouchCache', { region: west }),
  incident(67.5, {
    before: { claim: claim(run()), intent: intent(2), epoch: { counter: 2, region: west } },
    after: { claim: claim(run()), intent: intent(2, { verifiedAt: instant(67) }), epoch: { counter: 2, region: west } },
    handler: 'CheckPromotion',
  }),
  put(68, west, { value: published(2, west), before: published(1, east), handler: 'PublishParameters' }),
  page(69, west, { subject: 'DEGRADED: FAILED OVER: sessions' }),
  incident(69.5, {
    before: { claim: claim(run()), intent: intent(2), epoch: { counter: 2, region: west } },
    after: { intent: intent(2), epoch: { counter: 2, region: west } },
    handler: 'CloseIncident',
  }),
  ended(70, 'SUCCEEDED', { output: { outcome: 'lossy', degraded: ['the DNS record was not changed'] } }),
];

const after: Entry[] = [
  fault(90, 'heal', { region: east }),
  demoted(95),
  put(120, east, { value: published(2, west), before: published(1, east) }),
  ...batch(
    121,
    [
      { action: 'DELETE', type: 'CNAME', value: hostOf(east) },
      { action: 'DELETE', type: 'TXT', value: `"1 ${east}"` },
      { action: 'CREATE', type: 'CNAME', value: hostOf(west) },
      { action: 'CREATE', type: 'TXT', value: `"2 ${west}"` },
    ],
    {
      before: [
        { action: '', type: 'CNAME', value: hostOf(east) },
        { action: '', type: 'TXT', value: `"1 ${east}"` },
      ],
    },
  ),
];

/** Both Regions' `Reconcile`, once a minute between two seconds of the run. */
export const turns = (from: number, to: number, regions: readonly string[] = [east, west]): Entry[] =>
  Array.from({ length: Math.floor((to - from) / 60) }, (_, turn) => from + turn * 60).flatMap((seconds) =>
    regions.map((region) => ranFunction(seconds, 'Reconcile', { region, requestId: `turn-${region}-${seconds}` })),
  );

/** A Region lost, promoted once, published, healed and followed by all: nothing is wrong with it. */
export const failover = (): Entry[] => [...first, ...outage, ...cutover, ...after, ...turns(90, 1500)];
/** Published, and no more. */
export const calm = (): Entry[] => [...first];

export const recordOf = (entries: readonly Entry[], truth: Partial<Truth> = {}): RunRecord => ({
  entries: entries.toSorted((a, b) => a.at - b.at),
  config,
  truth: {
    startedAt: at(0),
    endedAt: at(1500),
    primaries: { sessions: east },
    hosts: { sessions: hosts },
    healedAt: at(90),
    ...truth,
  },
});

/** The sentences of one checker. */
export const found = ({ check }: Checker, entries: readonly Entry[], truth?: Partial<Truth>): string[] =>
  check(recordOf(entries, truth)).map(({ what }) => what);

export const foundByAll = (entries: readonly Entry[], truth?: Partial<Truth>): string[] =>
  checkAll(recordOf(entries, truth)).map(describeViolation);

/** The run without some of its entries. */
export const without = (entries: readonly Entry[], gone: (entry: Entry) => boolean): Entry[] =>
  entries.filter((entry) => !gone(entry));
