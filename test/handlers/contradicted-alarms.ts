import { type Stage, switchParameter } from '../support/ports.ts';
import { ago, metricAlarm, west } from '../support/sessions.ts';

const alarm = (end: string, parts: Parameters<typeof metricAlarm>[1]) => metricAlarm(`failover-sessions-${end}`, parts);
const recent = (value: number, seconds = 5) => ({ recent: [{ at: new Date(ago(seconds)), value }] });
const down = recent(0);
const up = recent(1);

/** The real event, while reality is another: forged states, lost alarms, other times. Each says what `AlarmIgnored` counts. */
export const contradictions: Readonly<Record<string, readonly [because: string, happen: (it: Stage) => void]>> = {
  'the composite was forced, its children are OK': [
    'NotConfirmed',
    ({ alarms }) =>
      alarms.set(west, [
        alarm('data-arriving', { state: 'OK', ...up }),
        alarm('primary-reachable', { state: 'OK', ...up }),
      ]),
  ],
  'composite and children were forced, the data are fine': [
    'NotConfirmed',
    ({ alarms }) => alarms.set(west, [alarm('data-arriving', up), alarm('primary-reachable', up)]),
  ],
  'one child was forced, its data are fine': [
    'NotConfirmed',
    ({ alarms }) =>
      alarms.set(west, [
        alarm('data-arriving', up),
        alarm('primary-reachable', { state: 'INSUFFICIENT_DATA', recent: [] }),
      ]),
  ],
  'data stopped, and the primary is reachable': [
    'NotConfirmed',
    ({ alarms }) =>
      alarms.set(west, [alarm('data-arriving', down), alarm('primary-reachable', { state: 'OK', ...up })]),
  ],
  'the state says unreachable, the data say reachable': [
    'NotConfirmed',
    ({ alarms }) => alarms.set(west, [alarm('data-arriving', down), alarm('primary-reachable', up)]),
  ],
  'no child has data': [
    'NotConfirmed',
    ({ alarms }) =>
      alarms.set(west, [alarm('data-arriving', { recent: [] }), alarm('primary-reachable', { recent: [] })]),
  ],
  'the data are an hour old': [
    'NotConfirmed',
    ({ alarms }) =>
      alarms.set(west, [alarm('data-arriving', recent(0, 3600)), alarm('primary-reachable', recent(0, 3600))]),
  ],
  'the newest value is fine, older ones are not': [
    'NotConfirmed',
    ({ alarms }) =>
      alarms.set(west, [
        alarm('data-arriving', { recent: [...up.recent, ...recent(0, 15).recent] }),
        alarm('primary-reachable', down),
      ]),
  ],
  'a value that is neither': [
    'NotConfirmed',
    ({ alarms }) => alarms.set(west, [alarm('data-arriving', recent(Number.NaN)), alarm('primary-reachable', down)]),
  ],
  'the children were deleted meanwhile': ['NotConfirmed', ({ alarms }) => alarms.clear()],
  'one child was deleted meanwhile': ['NotConfirmed', ({ alarms }) => alarms.set(west, [alarm('data-arriving', down)])],
  'the children were renamed meanwhile': [
    'NotConfirmed',
    ({ alarms }) =>
      alarms.set(west, [metricAlarm('renamed-data-arriving', down), metricAlarm('renamed-primary-reachable', down)]),
  ],
  'the children were recovered by the time it came': [
    'NotConfirmed',
    ({ alarms }) =>
      alarms.set(west, [alarm('data-arriving', { state: 'OK', ...down }), alarm('primary-reachable', down)]),
  ],
  'the children of another Region are in ALARM': [
    'NotConfirmed',
    ({ alarms }) => {
      const there = alarms.get(west) ?? [];
      alarms.clear();
      alarms.set('us-east-1', there);
    },
  ],
  'the switch is off': ['SwitchedOff', ({ ports }) => ports.parameters.set(west, switchParameter, 'off')],
};
