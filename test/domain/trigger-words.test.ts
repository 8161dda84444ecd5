import { expect, test } from '@jest/globals';
import { triggerOf } from '../../functions/domain/alarm-trigger.ts';
import { automationInForce, describeSwitch } from '../../functions/domain/automation.ts';
import { answered } from '../support/readings.ts';
import { config, east, now, west } from '../support/sessions.ts';

const name = 'failover-sessions-primary-down';
const alarm = (parts: object = {}, alarmData: object = {}) => ({
  source: 'aws.cloudwatch',
  alarmArn: `arn:aws:cloudwatch:${west}:111122223333:alarm:${name}`,
  accountId: '111122223333',
  region: west,
  time: '2026-11-23T11:59:31.000+0000',
  alarmData: { alarmName: name, state: { value: 'ALARM', timestamp: '2026-11-23T11:59:30.123+0000' }, ...alarmData },
  ...parts,
});
test.each<[string, unknown]>([
  ['Unparsable: it is no alarm event of CloudWatch', 'no'],
  ['OtherAccount: it comes from another account', alarm({ accountId: '999999999999' })],
  ['OtherRegion: it comes from another Region', alarm({ region: east })],
  ['UnknownAlarm: no configured datastore has an alarm of that name', alarm({}, { alarmName: 'other' })],
  [
    'UnknownAlarm: its ARN is not that of our alarm',
    alarm({ alarmArn: `arn:aws:cloudwatch:${west}:111122223333:alarm:x` }),
  ],
  ['UnknownAlarm: its ARN is not that of our alarm', alarm({ alarmArn: 'x' })],
  ['NotInAlarm: its state is not ALARM', alarm({}, { state: { value: 'OK', timestamp: '2026-11-23T11:59:30Z' } })],
  ['Unparsable: its timestamp is none', alarm({}, { state: { value: 'ALARM', timestamp: 'soon' } })],
])('an alarm is ignored: %s', (sentence, event) => {
  const found = triggerOf(event, { config, region: west });
  expect('ignored' in found && `${found.ignored}: ${found.detail}`).toBe(sentence);
});

const inForce = (value: string, configured: 'auto' | 'observe' = 'auto') =>
  automationInForce(configured, { read: answered({ value, version: 1 }), now: new Date(now) });
test('a switch without an end stands, with its note; one that is as configured has its note too', () => {
  expect(inForce('{"automation":"off","by":"ada"}')).toStrictEqual({ automation: 'off', note: 'by ada' });
  expect(inForce('{"automation":"observe","by":"ada"}', 'observe')).toStrictEqual({
    automation: 'observe',
    note: 'by ada',
  });
  expect(inForce('off')).toStrictEqual({ automation: 'off' });
});
test('a switch that is none is quoted up to 40 characters, and its members are told one by one', () => {
  expect(inForce('x'.repeat(50)).note).toBe(`"${'x'.repeat(40)}" is none of off, observe, approve, auto`);
  expect(inForce('{"automation":"off","by":1,"reason":2}').note).toMatch(/^reason: .+; by: /);
  expect(inForce('{"automation":"off","odd":1}').note).toMatch(/^the value: /);
});
test.each([
  ['off', { automation: 'off' }],
  ['off (by ada)', { automation: 'off', note: 'by ada' }],
  ['unreadable, which counts as off', { automation: 'unreadable' }],
  ['unreadable (dark), which counts as off', { automation: 'unreadable', note: 'dark' }],
] as const)('people read: %s', (sentence, found) => {
  expect(describeSwitch(found)).toBe(sentence);
});
