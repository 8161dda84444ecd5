import { expect, test } from '@jest/globals';
import { primaryDown } from '../../functions/domain/primary-down.ts';
import type { AlarmView } from '../../functions/ports.ts';
import { ago, metricAlarm, now } from '../support/sessions.ts';

type Parts = Partial<AlarmView> | 'missing';
const point = (value: number, seconds = 10) => ({ recent: [{ at: new Date(ago(seconds)), value }] });
const held = (data: Parts = {}, reach: Parts = {}) => {
  const alarms = [
    ...(reach === 'missing' ? [] : [metricAlarm('failover-sessions-primary-reachable', reach)]),
    ...(data === 'missing' ? [] : [metricAlarm('failover-sessions-data-arriving', data)]),
  ];
  return primaryDown('sessions', alarms, now).holds;
};

test.each<[holds: boolean, why: string, data: Parts, reach: Parts]>([
  [true, 'no data arrives, and the primary is not reachable', {}, {}],
  [true, 'the network has no opinion: no data behind it', {}, { state: 'INSUFFICIENT_DATA', recent: [] }],
  [true, 'what was reachable once is old', {}, { state: 'INSUFFICIENT_DATA', ...point(1, 181) }],
  [true, 'the data is just fresh', point(0, 180), {}],
  [false, 'data arrives', { state: 'OK', ...point(1) }, {}],
  [false, 'a forced alarm: the newest data says that data arrives', point(1), {}],
  [false, 'a forced alarm without any data', { recent: [] }, {}],
  [false, 'the data is too old', point(0, 181), {}],
  [false, 'INSUFFICIENT_DATA is not ALARM', { state: 'INSUFFICIENT_DATA' }, {}],
  [false, 'the primary is reachable', {}, { state: 'OK', ...point(1) }],
  [false, 'a forced alarm: the newest data says that the primary is reachable', {}, point(1)],
  [false, 'the reach alarm is OK, whatever its newest point: M of N decide', {}, { state: 'OK', ...point(0) }],
  [false, 'the data alarm is not there', 'missing', {}],
  [false, 'the reach alarm is not there', {}, 'missing'],
])('%s: %s', (holds, _, data, reach) => {
  expect(held(data, reach)).toBe(holds);
});

test("another datastore's alarms do not count", () => {
  const others = ['data-arriving', 'primary-reachable'].map((end) => metricAlarm(`failover-carts-${end}`));
  expect(primaryDown('sessions', others, now)).toMatchObject({
    holds: false,
    detail: expect.stringContaining('not there'),
  });
});

test('of long periods, three count', () => {
  expect(held({ periodSeconds: 300, ...point(0, 900) })).toBe(true);
  expect(held({ periodSeconds: 300, ...point(0, 901) })).toBe(false);
});
