import { expect, test } from '@jest/globals';
import type { Datastore } from '../../functions/contract/config.ts';
import type { TouchAnswer } from '../../functions/contract/touch.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { weighClientView } from '../../functions/domain/weigh-client-view.ts';
import { weighOwnReach, weighPrimaryApi } from '../../functions/domain/weigh-confirmations.ts';
import type { AlarmView, GroupView, Look } from '../../functions/ports.ts';
import { answered, failed, primaryLost, probeMemory, touchAnswer, witnessAnswer } from '../support/readings.ts';
import { ago, east, groupView, metricAlarm, outside, sessions, west } from '../support/sessions.ts';

const touched = (parts: Partial<TouchAnswer>, rest: Partial<Readings> = {}): Readings =>
  primaryLost({ touch: answered(touchAnswer(parts)), ...rest });
const remote = (reach: 'alive' | 'unreachable' | 'unknown', refusal?: string) => ({
  remote: { reach, wrote: false, ...(refusal && { refusal }) },
});
const day = 24 * 3600;
const withNetwork = (parts: Partial<Datastore['network'][string]>): Datastore => ({
  ...sessions,
  network: Object.fromEntries(Object.entries(sessions.network).map(([region, it]) => [region, { ...it, ...parts }])),
});
const controlled = withNetwork({ control: { host: 'control.example.internal', port: 443 } });

test.each<[verdict: string, why: string, Readings]>([
  ['down', 'the published primary does not answer, and everything else does', primaryLost()],
  ['up', 'a write passed', touched({ remote: { reach: 'alive', wrote: true } })],
  ['up', 'it answers READONLY', touched(remote('alive', 'READONLY'))],
  ['up', 'it answers OOM', touched(remote('alive', 'OOM'))],
  ['unknown', 'the answer says nothing', touched(remote('unknown'))],
  ['unknown', 'no primary is published here', touched({ remote: undefined })],
  ['unknown', 'there is no path', primaryLost({ datastore: withNetwork({ reachesOthers: false }) })],
  ['unknown', 'it was never reached', primaryLost({ probe: probeMemory({ primaryReachedAt: undefined }) })],
  [
    'unknown',
    'it was not reached within a day',
    primaryLost({ probe: probeMemory({ primaryReachedAt: ago(day) - 1, badSince: undefined }) }),
  ],
  [
    'down',
    'it was reached just within a day',
    primaryLost({ probe: probeMemory({ primaryReachedAt: ago(day), badSince: undefined }) }),
  ],
  [
    'down',
    'it was reached just within a day before it became bad, three days ago',
    primaryLost({ probe: probeMemory({ primaryReachedAt: ago(4 * day), badSince: ago(3 * day) }) }),
  ],
  [
    'unknown',
    'it was not reached within a day when it became bad',
    primaryLost({ probe: probeMemory({ primaryReachedAt: ago(4 * day) - 1, badSince: ago(3 * day) }) }),
  ],
  ['unknown', 'Probe remembers nothing', primaryLost({ probe: undefined })],
  ['unknown', 'the self-test failed: the cache here', touched({ local: { reach: 'unreachable', shards: [] } })],
  [
    'unknown',
    'the self-test failed: the control target',
    touched({ control: { reach: 'unreachable' } }, { datastore: controlled }),
  ],
  ['unknown', 'the control target was not asked', primaryLost({ datastore: controlled })],
  ['down', 'the control target answers', touched({ control: { reach: 'alive' } }, { datastore: controlled })],
  ['unknown', 'TouchCache did not answer', primaryLost({ touch: failed('dark') })],
])('own reach is %s: %s', (verdict, _, readings) => {
  expect(weighOwnReach(readings)).toMatchObject({ by: 'ownReach', verdict, outside: false });
});

const asked = (
  there: Look<GroupView>,
  witness: Readings['witness'],
  here: Look<GroupView> = answered(groupView(east)),
) =>
  primaryLost({
    groups: new Map([
      [east, there],
      [west, here],
    ]),
    witness,
  });
const says = (api: 'alive' | 'dark' | 'unknown'): Readings['witness'] =>
  new Map([[east, answered(witnessAnswer({ api }))]]);

test.each<[verdict: string, why: string, Readings]>([
  ['down', 'dark from here and from the witness', asked(failed('dark'), says('dark'))],
  ['up', 'it answers here', asked(answered(groupView(east)), says('dark'))],
  ['up', 'it refuses here: alive', asked(failed('refused'), says('dark'))],
  ['up', 'it answers the witness', asked(failed('dark'), says('alive'))],
  ['unknown', 'the witness has no opinion', asked(failed('dark'), says('unknown'))],
  ['unknown', 'the witness is missing', asked(failed('dark'), new Map())],
  ['unknown', 'the witness failed', asked(failed('dark'), new Map([[east, failed('unknown')]]))],
  ['unknown', 'nothing can be concluded here', asked(failed('unknown'), says('dark'))],
  ['unknown', "the self-test failed: this Region's own API", asked(failed('dark'), says('dark'), failed('dark'))],
])("the primary Region's API is %s: %s", (verdict, _, readings) => {
  expect(weighPrimaryApi(readings, east)).toMatchObject({ by: 'primaryApi', verdict, outside: true });
});

test.each([undefined, west])('with %s for a primary there is no other API to ask', (primary) => {
  expect(weighPrimaryApi(primaryLost(), primary).verdict).toBe('unknown');
});

const alarm = (parts: Parameters<typeof metricAlarm>[1] = {}): AlarmView =>
  metricAlarm('sessions-client-errors', { recent: [{ at: new Date(ago(10)), value: 9 }], periodSeconds: 60, ...parts });
const watched = (alarm: Look<AlarmView | undefined>, region = outside): Readings =>
  primaryLost({ clientAlarms: [{ region, alarm }] });
const dated = (seconds: number) => ({
  recent: [{ at: new Date(ago(seconds) - (seconds % 1 === 0 ? 0 : 1)), value: 9 }],
});

test.each<[verdict: string, why: string, Readings]>([
  ['down', 'ALARM over fresh data that breach', watched(answered(alarm()))],
  ['up', 'a forced ALARM over healthy data', watched(answered(alarm({ breaches: false })))],
  ['unknown', 'a forced ALARM without data', watched(answered(alarm({ recent: [] })))],
  ['down', 'data just fresh enough', watched(answered(alarm(dated(180))))],
  ['unknown', 'data too old', watched(answered(alarm(dated(181))))],
  ['down', 'data of a long period', watched(answered(alarm({ ...dated(900), periodSeconds: 300 })))],
  ['up', 'OK', watched(answered(alarm({ state: 'OK' })))],
  ['unknown', 'INSUFFICIENT_DATA', watched(answered(alarm({ state: 'INSUFFICIENT_DATA' })))],
  ['unknown', 'it is not there', watched(answered(undefined))],
  ['unknown', 'its Region is dark', watched(failed('dark'), east)],
  ['unknown', 'none is configured', primaryLost({ clientAlarms: [] })],
])('the client view is %s: %s', (verdict, _, readings) => {
  expect(weighClientView(readings)).toMatchObject({ by: 'clientView', verdict });
});

const composite = (state: AlarmView['state'], children?: Look<readonly AlarmView[]>): Readings => {
  const { periodSeconds, ...it } = alarm({
    state,
    kind: 'composite',
    recent: [],
    children: ['errors', 'slow'],
  });
  return primaryLost({ clientAlarms: [{ region: outside, alarm: answered(it), ...(children && { children }) }] });
};
const quiet = alarm({ name: 'slow', state: 'OK' });

test.each<[verdict: string, why: string, Readings]>([
  ['down', 'ALARM, and a child in ALARM has fresh data that breach', composite('ALARM', answered([quiet, alarm()]))],
  ['unknown', 'a forced ALARM over children that are fine', composite('ALARM', answered([quiet]))],
  ['unknown', 'its child was forced too', composite('ALARM', answered([alarm({ breaches: false })]))],
  ['unknown', "its child's data are old", composite('ALARM', answered([alarm(dated(181))]))],
  ['unknown', 'its child has no data', composite('ALARM', answered([alarm({ recent: [] })]))],
  ['unknown', 'its child is a composite itself', composite('ALARM', answered([alarm({ kind: 'composite' })]))],
  ['unknown', 'its children cannot be read', composite('ALARM', failed('dark'))],
  ['unknown', 'its children were not read', composite('ALARM')],
  ['unknown', 'INSUFFICIENT_DATA, whatever its children', composite('INSUFFICIENT_DATA', answered([alarm()]))],
  ['up', 'OK, whatever its children', composite('OK', answered([alarm()]))],
])('by a composite the client view is %s: %s', (verdict, _, readings) => {
  expect(weighClientView(readings)).toMatchObject({ by: 'clientView', verdict, outside: true });
});

test('one alarm that is down is enough, and the one seen from outside counts first', () => {
  const down = answered(alarm());
  const fine = answered(alarm({ state: 'OK' }));
  const view = (...clientAlarms: Readings['clientAlarms'][number][]) => weighClientView(primaryLost({ clientAlarms }));

  expect(view({ region: west, alarm: down })).toMatchObject({ verdict: 'down', outside: false });
  expect(view({ region: west, alarm: down }, { region: outside, alarm: fine })).toMatchObject({
    verdict: 'down',
    outside: false,
  });
  expect(view({ region: west, alarm: down }, { region: outside, alarm: down })).toMatchObject({
    verdict: 'down',
    outside: true,
  });
  expect(view({ region: west, alarm: failed('dark') }, { region: outside, alarm: fine })).toMatchObject({
    verdict: 'up',
  });
});
