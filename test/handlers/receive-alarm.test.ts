import { expect, test } from '@jest/globals';
import { receiveAlarm } from '../../functions/handlers/receive-alarm.ts';
import { type Stage, stage, switchParameter } from '../support/ports.ts';
import { ago, metricAlarm, west } from '../support/sessions.ts';

const name = 'failover-sessions-primary-down';
const event = (parts: object = {}) => ({
  source: 'aws.cloudwatch',
  alarmArn: `arn:aws:cloudwatch:${west}:111122223333:alarm:${name}`,
  accountId: '111122223333',
  region: west,
  time: '2026-11-23T11:59:31.000+0000',
  alarmData: { alarmName: name, state: { value: 'ALARM', timestamp: '2026-11-23T11:59:30.123+0000' } },
  ...parts,
});
const receive = (it: Stage, given: unknown = event()) => receiveAlarm(it.ports, it.settings)(given);

test('starts one execution, named after the transition, with canonical input', async () => {
  const it = stage();
  expect(await receive(it)).toEqual({ started: 'sessions-20261123T115930123Z' });
  expect(it.started).toEqual([
    {
      name: 'sessions-20261123T115930123Z',
      input:
        '{"datastore":"sessions","reason":"failover-sessions-primary-down since 2026-11-23T11:59:30.123Z","requestedBy":"alarm"}',
    },
  ]);
});

test('N11: any number of copies start one', async () => {
  const it = stage();
  await Promise.all(Array.from({ length: 20 }, () => receive(it)));
  expect(it.started).toHaveLength(1);
});

const alarm = (end: string, parts: Parameters<typeof metricAlarm>[1]) => metricAlarm(`failover-sessions-${end}`, parts);
const point = (value: number) => ({ recent: [{ at: new Date(ago(5)), value }] });

test.each<[reason: string, datastore: string, given: unknown, happen: (it: Stage) => void]>([
  ['Unparsable', 'none', { hello: 'world' }, () => {}],
  ['OtherAccount', 'none', event({ accountId: '999999999999' }), () => {}],
  ['OtherRegion', 'none', event({ region: 'us-east-1' }), () => {}],
  [
    'UnknownAlarm',
    'none',
    event({ alarmData: { alarmName: 'mine', state: { value: 'ALARM', timestamp: 't' } } }),
    () => {},
  ],
  [
    'NotInAlarm',
    'none',
    event({ alarmData: { alarmName: name, state: { value: 'OK', timestamp: '2026-11-23T11:59:30Z' } } }),
    () => {},
  ],
  ['SwitchedOff', 'sessions', event(), ({ ports }) => ports.parameters.set(west, switchParameter, 'off')],
  [
    'NotConfirmed',
    'sessions',
    event(),
    // The composite was forced; its children are as healthy as their data.
    ({ alarms }) =>
      alarms.set(west, [
        alarm('data-arriving', { state: 'OK', ...point(1) }),
        alarm('primary-reachable', { state: 'OK', ...point(1) }),
      ]),
  ],
  [
    'NotConfirmed',
    'sessions',
    event(),
    ({ alarms }) => alarms.set(west, [alarm('data-arriving', point(1)), alarm('primary-reachable', {})]),
  ],
  ['NotConfirmed', 'sessions', event(), ({ alarms }) => alarms.clear()],
])('%s is ignored with one line and one count', async (reason, datastore, given, happen) => {
  const it = stage();
  happen(it);
  expect(await receive(it, given)).toEqual({ ignored: reason });
  expect(it.started).toEqual([]);
  expect(it.lines).toMatchObject([{ message: 'alarm ignored', fields: { because: reason, datastore } }]);
  expect(it.metrics).toMatchObject([
    { name: 'AlarmIgnored', value: 1, dimensions: { Datastore: datastore, Reason: reason } },
  ]);
});

test.each(['observe', 'approve', 'nonsense'])(
  'with the switch at %s the workflow starts, and decides',
  async (word) => {
    const it = stage();
    it.ports.parameters.set(west, switchParameter, word);
    expect(await receive(it)).toMatchObject({ started: expect.any(String) });
  },
);

test.each(['executions.start', `monitoring.readAlarms ${west}`])(
  '%s failing fails, so that Lambda delivers the event again',
  async (call) => {
    const it = stage();
    it.hooks.fail(call);
    await expect(receive(it)).rejects.toThrow(`${call} is down`);
  },
);

test('alarms that cannot be read back are no answer', async () => {
  const it = stage();
  const monitoring = {
    ...it.ports.monitoring,
    readAlarms: async () => ({ outcome: 'refused' as const, detail: 'denied' }),
  };
  await expect(receive({ ...it, ports: { ...it.ports, monitoring } })).rejects.toThrow('cannot be read back: denied');
});
