import { expect, test } from '@jest/globals';
import { receiveAlarm } from '../../functions/handlers/receive-alarm.ts';
import { type Stage, stage } from '../support/ports.ts';
import { now } from '../support/sessions.ts';
import { contradictions } from './contradicted-alarms.ts';
import { forgeries, realAlarm } from './spoofed-alarms.ts';

/** us-east-1 is lost and every alarm says so: whatever is ignored now is ignored for what it is, not for a calm world. */
const receive = (it: Stage, event: unknown) => receiveAlarm(it.ports, it.settings)(event);
const trace = (it: Stage, because: string): void => {
  expect([it.started, it.hooks.changes]).toEqual([[], []]);
  expect(it.lines).toMatchObject([{ message: 'alarm ignored', fields: { because } }]);
  expect(it.metrics).toMatchObject([{ name: 'AlarmIgnored', value: 1, dimensions: { Reason: because } }]);
};

test('the real one starts the workflow here', async () => {
  const it = stage();
  expect(await receive(it, realAlarm())).toMatchObject({ started: 'sessions-20261123T115930123Z' });
});

test('at least 60 shapes are tried', () => {
  expect(Object.keys(forgeries).length + Object.keys(contradictions).length).toBeGreaterThanOrEqual(60);
});

test.each(Object.entries(forgeries))(
  '%s: nothing starts, and it leaves a line and a count',
  async (_, [because, event]) => {
    const it = stage();
    expect(await receive(it, event)).toEqual({ ignored: because });
    trace(it, because);
  },
);

test.each(Object.entries(contradictions))(
  '%s: nothing starts, and it leaves a line and a count',
  async (_, [because, happen]) => {
    const it = stage();
    happen(it);
    expect(await receive(it, realAlarm())).toEqual({ ignored: because });
    trace(it, because);
  },
);

test.each([
  ['replayed', [realAlarm(), realAlarm(), realAlarm()]],
  ['with the time of its delivery changed', [realAlarm(), realAlarm({ event: { time: '2020-01-01T00:00:00.000Z' } })]],
  ['after the OK that followed it, at the same instant', [realAlarm({ state: { value: 'OK' } }), realAlarm()]],
  [
    'before the OK that preceded it',
    [realAlarm(), realAlarm({ state: { value: 'OK', timestamp: '2026-11-23T11:00:00.000+0000' } })],
  ],
  [
    'with its instant written in another time zone',
    [realAlarm(), realAlarm({ state: { timestamp: '2026-11-23T12:59:30.123+0100' } })],
  ],
])('the real one %s starts one execution', async (_, events) => {
  const it = stage();
  for (const event of events) await receive(it, event);
  expect(it.started).toHaveLength(1);
});

test.each([
  ['of a year ago', '2025-11-23T11:59:30.123+0000'],
  ['of tomorrow', '2026-11-24T11:59:30.123+0000'],
  ['of the last year that there is', '2999-12-31T23:59:59.999Z'],
])(
  'one %s is a hint like any other: what it starts reads everything anew, under a sound name',
  async (_, timestamp) => {
    const it = stage();
    await receive(it, realAlarm({ state: { timestamp } }));
    expect(it.started).toMatchObject([{ name: expect.stringMatching(/^sessions-\d{8}T\d{9}Z$/) }]);

    const calm = stage();
    calm.alarms.clear();
    expect(await receive(calm, realAlarm({ state: { timestamp } }))).toEqual({ ignored: 'NotConfirmed' });
    expect(calm.reality.now).toBe(now);
  },
);
