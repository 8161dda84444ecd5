import { expect, test } from '@jest/globals';
import type { Readings } from '../../functions/domain/readings.ts';
import { weighClientView } from '../../functions/domain/weigh-client-view.ts';
import { weighOwnReach, weighPrimaryApi } from '../../functions/domain/weigh-confirmations.ts';
import { answered, failed, primaryLost, touchAnswer, witnessAnswer } from '../support/readings.ts';
import { ago, configWith, east, groupView, metricAlarm, outside, sessions, west } from '../support/sessions.ts';

type Row = readonly [sentence: string, parts: Partial<Readings>];
const touched = (parts: Parameters<typeof touchAnswer>[0]) => ({ touch: answered(touchAnswer(parts)) });
const network = (parts: object) => {
  const changed = configWith({ network: { [west]: { ...pathTo, ...parts } } }).datastores.sessions;
  return { datastore: changed ?? sessions };
};
const pathTo = { vpc: 'vpc-0', subnets: [], securityGroups: [], reachesOthers: true };
const control = { control: { host: '192.0.2.1', port: 443 } };

const reach: readonly Row[] = [
  ['down: connect ETIMEDOUT', {}],
  ['down: no connection', touched({ remote: { reach: 'unreachable', wrote: false } })],
  ['unknown: this network has no path to the other Regions', network({ reachesOthers: false })],
  ['unknown: this network has no path to the other Regions', { datastore: { ...sessions, network: {} } }],
  ['unknown: TouchCache did not answer', { touch: failed('dark') }],
  ['up: a write through the published primary passed', touched({ remote: { reach: 'alive', wrote: true } })],
  ['up: the published primary answers', touched({ remote: { reach: 'alive', wrote: false } })],
  [
    'up: the published primary answers READONLY',
    touched({ remote: { reach: 'alive', wrote: false, refusal: 'READONLY' } }),
  ],
  ['unknown: this network did not reach the primary within a day', { probe: undefined }],
  [
    "unknown: the self-test failed: this Region's cache did not answer",
    touched({ local: { reach: 'unreachable', shards: [] } }),
  ],
  ["unknown: the self-test failed: this Region's cache did not answer", touched({ local: undefined })],
  ['unknown: the self-test failed: the control target did not answer', network(control)],
  [
    'unknown: the self-test failed: the control target did not answer',
    { ...network(control), ...touched({ control: { reach: 'unreachable' } }) },
  ],
  ['down: connect ETIMEDOUT', { ...network(control), ...touched({ control: { reach: 'alive' } }) }],
  ['unknown: no primary is published here', touched({ remote: undefined })],
  ['unknown: too late', touched({ remote: { reach: 'unknown', wrote: false, detail: 'too late' } })],
];
test.each(reach)('own reach is %s', (sentence, parts) => {
  const { by, verdict, outside: isOutside, detail } = weighOwnReach(primaryLost(parts));
  expect([by, isOutside, `${verdict}: ${detail}`]).toEqual(['ownReach', false, sentence]);
});

const groups = (
  there: Parameters<typeof asGroups>[0],
  here: Parameters<typeof asGroups>[0] = answered(groupView(east)),
) => ({
  groups: asGroups(there, here),
});
const asGroups = (
  there: ReturnType<typeof answered<ReturnType<typeof groupView>>> | undefined,
  here = there,
): Readings['groups'] =>
  new Map([...(there ? [[east, there] as const] : []), ...(here ? [[west, here] as const] : [])]);

const api: readonly (readonly [...Row, primary?: string | null])[] = [
  ['down: dark from here and from the witness', {}],
  ['unknown: there is no other primary to ask', {}, null],
  ['unknown: there is no other primary to ask', {}, west],
  ['unknown: there is no other primary to ask', groups(undefined)],
  ['up: it answers here', groups(answered(groupView(east)))],
  ['up: it answers here', groups(failed('refused'))],
  [
    'up: it answers the witness: as usual',
    { witness: new Map([[east, answered(witnessAnswer({ api: 'alive', detail: 'as usual' }))]]) },
  ],
  ["unknown: this Region's own API does not answer either", groups(failed('dark'), failed('dark'))],
  ['unknown: it was unknown', groups(failed('unknown'))],
  [
    'unknown: dark from here, the witness says I cannot tell',
    { witness: new Map([[east, answered(witnessAnswer({ api: 'unknown', detail: 'I cannot tell' }))]]) },
  ],
  ['unknown: dark from here, the witness says nothing', { witness: new Map([[east, failed('dark')]]) }],
  ['unknown: dark from here, the witness says nothing', { witness: new Map() }],
];
test.each(api)("the primary's API is %s", (sentence, parts, primary = east) => {
  const { by, verdict, outside: isOutside, detail } = weighPrimaryApi(primaryLost(parts), primary ?? undefined);
  expect([by, isOutside, `${verdict}: ${detail}`]).toEqual(['primaryApi', true, sentence]);
});

const alarm = (parts: Parameters<typeof metricAlarm>[1] = {}, region = outside) => ({
  region,
  alarm: answered(metricAlarm('errors', parts)),
});
const at = (seconds: number) => ({ recent: [{ at: new Date(ago(seconds)), value: 9 }] });
const composite = (state: 'ALARM' | 'OK', children: readonly ReturnType<typeof metricAlarm>[]) => ({
  region: outside,
  alarm: answered(metricAlarm('errors', { state, kind: 'composite', recent: [] })),
  children: answered(children),
});

const client: readonly (readonly [sentence: string, isOutside: boolean, alarms: Readings['clientAlarms']])[] = [
  ['unknown: no client alarm is configured', false, []],
  ['down: errors in eu-west-1: ALARM, and its data breaches', true, [alarm()]],
  ['down: errors in us-west-2: ALARM, and its data breaches', false, [alarm({}, west)]],
  ['down: errors in eu-west-1: ALARM, and its data breaches', true, [alarm({}, west), alarm()]],
  ['down: errors in us-west-2: ALARM, and its data breaches', false, [alarm({ state: 'OK' }), alarm({}, west)]],
  ['up: errors in eu-west-1: OK', true, [alarm({ state: 'OK' })]],
  ['up: errors in eu-west-1: OK', true, [alarm(at(181), west), alarm({ state: 'OK' })]],
  ['up: errors in eu-west-1: ALARM, but its data does not breach', true, [alarm({ breaches: false })]],
  ['up: errors in eu-west-1: ALARM, but its data does not breach', true, [alarm({ breaches: 'unknown' })]],
  ['unknown: errors in eu-west-1: ALARM without fresh data', true, [alarm(at(180.001))]],
  ['down: errors in eu-west-1: ALARM, and its data breaches', true, [alarm(at(180))]],
  // Three periods of its own, where those are longer than three minutes; a minute where it has none.
  ['down: errors in eu-west-1: ALARM, and its data breaches', true, [alarm({ periodSeconds: 300, ...at(900) })]],
  ['unknown: errors in eu-west-1: ALARM without fresh data', true, [alarm({ periodSeconds: 300, ...at(900.001) })]],
  ['down: errors in eu-west-1: ALARM, and its data breaches', true, [alarm({ periodSeconds: undefined, ...at(180) })]],
  ['unknown: errors in eu-west-1: ALARM without fresh data', true, [alarm({ recent: [] })]],
  ['unknown: errors in eu-west-1: INSUFFICIENT_DATA without fresh data', true, [alarm({ state: 'INSUFFICIENT_DATA' })]],
  ['unknown: its alarm in eu-west-1: cannot be read', true, [{ region: outside, alarm: failed('dark') }]],
  ['unknown: its alarm in eu-west-1: cannot be read', true, [{ region: outside, alarm: answered(undefined) }]],
  [
    'down: errors in eu-west-1: ALARM, and the data of deep breach',
    true,
    [composite('ALARM', [metricAlarm('calm', { state: 'OK' }), metricAlarm('deep')])],
  ],
  ['up: errors in eu-west-1: OK', true, [composite('OK', [metricAlarm('deep')])]],
  [
    'unknown: errors in eu-west-1: ALARM without an alarm in its rule that has fresh data and breaches',
    true,
    [composite('ALARM', [metricAlarm('calm', { breaches: false })])],
  ],
  [
    'unknown: errors in eu-west-1: ALARM without an alarm in its rule that has fresh data and breaches',
    true,
    [composite('ALARM', [metricAlarm('within', { kind: 'composite' })])],
  ],
  [
    'unknown: errors in eu-west-1: INSUFFICIENT_DATA without an alarm in its rule that has fresh data and breaches',
    true,
    [
      {
        ...composite('ALARM', [metricAlarm('deep')]),
        alarm: answered(metricAlarm('errors', { state: 'INSUFFICIENT_DATA', kind: 'composite' })),
      },
    ],
  ],
];
test.each(client)('the clients are %s', (sentence, isOutside, clientAlarms) => {
  const { by, verdict, outside: seen, detail } = weighClientView(primaryLost({ clientAlarms }));
  expect([by, seen, `${verdict}: ${detail}`]).toEqual(['clientView', isOutside, sentence]);
});
