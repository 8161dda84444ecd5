import { expect, test } from '@jest/globals';
import { primaryDown } from '../../functions/domain/primary-down.ts';
import type { AlarmView } from '../../functions/ports.ts';
import { ago, metricAlarm, now } from '../support/sessions.ts';

const newest = (value: number, seconds = 10) => [{ at: new Date(ago(seconds)), value }];
const data = (parts: Partial<AlarmView> = {}) =>
  metricAlarm('failover-sessions-data-arriving', { recent: newest(0), ...parts });
const reach = (parts: Partial<AlarmView> = {}) =>
  metricAlarm('failover-sessions-primary-reachable', { recent: newest(0), ...parts });

const rows: readonly [holds: boolean, detail: string, alarms: AlarmView[]][] = [
  [true, 'no data arrives, and the primary is not reachable', [data(), reach()]],
  [true, 'no data arrives, and the primary is not reachable', [data(), reach({ recent: newest(1, 180.001) })]],
  [
    true,
    'no data arrives, and the primary is not reachable',
    [data({ periodSeconds: 300, recent: newest(0, 900) }), reach()],
  ],
  [
    true,
    'no data arrives, and the primary is not reachable',
    [data({ periodSeconds: undefined }), reach({ recent: [] })],
  ],
  [false, 'failover-sessions-data-arriving is not there', [reach()]],
  [false, 'failover-sessions-data-arriving is OK', [data({ state: 'OK' }), reach()]],
  [false, 'no fresh data says whether data arrives', [data({ recent: [] }), reach()]],
  [false, 'no fresh data says whether data arrives', [data({ recent: newest(0, 180.001) }), reach()]],
  [
    false,
    'no fresh data says whether data arrives',
    [data({ periodSeconds: undefined, recent: newest(0, 180.001) }), reach()],
  ],
  [false, 'the newest data says that data arrives', [data({ recent: newest(1) }), reach()]],
  [false, 'failover-sessions-primary-reachable is not there', [data()]],
  [false, 'failover-sessions-primary-reachable is OK', [data(), reach({ state: 'OK' })]],
  [false, 'the newest data says that the primary is reachable', [data(), reach({ recent: newest(1) })]],
];

test.each(rows)('primary down is %s: %s', (holds, detail, alarms) => {
  expect(primaryDown('sessions', alarms, now)).toEqual({ holds, detail });
});
