import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { triggerOf } from '../../functions/domain/alarm-trigger.ts';
import { config, west } from '../support/sessions.ts';

const name = 'failover-sessions-primary-down';
const arnOf = (alarm: string, { account = '111122223333', region = west } = {}) =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:${alarm}`;
const state = (value = 'ALARM', timestamp = '2026-11-23T11:59:30.123+0000') => ({ value, timestamp });
const event = (parts: object = {}, alarmData: object = {}) => ({
  source: 'aws.cloudwatch',
  alarmArn: arnOf(name),
  accountId: '111122223333',
  region: west,
  time: '2026-11-23T11:59:31.000+0000',
  alarmData: { alarmName: name, state: state(), ...alarmData },
  ...parts,
});
const ask = (given: unknown) => triggerOf(given, { config, region: west });

test('our own alarm, in ALARM, names the datastore and the instant of its transition', () => {
  expect(ask(event())).toEqual({ datastore: 'sessions', since: new Date('2026-11-23T11:59:30.123Z') });
});

test('members that AWS adds are let through', () => {
  expect(ask(event({ configuration: { new: true } }))).toMatchObject({ datastore: 'sessions' });
});

test.each(['aws-cn', 'aws-us-gov'])('the partition of the ARN does not matter: %s', (partition) => {
  const alarmArn = arnOf(name).replace('arn:aws:', `arn:${partition}:`);
  expect(ask(event({ alarmArn }))).toMatchObject({ datastore: 'sessions' });
});

const dataArriving = 'failover-sessions-data-arriving';
test.each<[because: string, what: string, given: unknown]>([
  ['OtherAccount', 'another account', event({ accountId: '999999999999' })],
  ['OtherRegion', 'another Region', event({ region: 'us-east-1' })],
  ['UnknownAlarm', 'the ARN of another account', event({ alarmArn: arnOf(name, { account: '999999999999' }) })],
  ['UnknownAlarm', 'the ARN of another Region', event({ alarmArn: arnOf(name, { region: 'us-east-1' }) })],
  ['UnknownAlarm', 'an ARN that only begins like ours', event({ alarmArn: `${arnOf(name)}-not` })],
  ['UnknownAlarm', 'an ARN that only ends like ours', event({ alarmArn: `x${arnOf(name)}` })],
  ['UnknownAlarm', 'an ARN without its beginning', event({ alarmArn: arnOf(name).replace('arn:aws:', '') })],
  [
    'UnknownAlarm',
    'a datastore that is not configured',
    event({ alarmArn: arnOf('failover-carts-primary-down') }, { alarmName: 'failover-carts-primary-down' }),
  ],
  ['UnknownAlarm', 'a child of ours', event({ alarmArn: arnOf(dataArriving) }, { alarmName: dataArriving })],
  ['UnknownAlarm', 'a name of the prototype', event({}, { alarmName: 'failover-constructor-primary-down' })],
  ['NotInAlarm', 'OK', event({}, { state: state('OK') })],
  ['NotInAlarm', 'INSUFFICIENT_DATA', event({}, { state: state('INSUFFICIENT_DATA') })],
  ['Unparsable', 'a timestamp that is none', event({}, { state: state('ALARM', 'yesterday') })],
  ['Unparsable', 'another source', event({ source: 'aws.events' })],
  ['Unparsable', 'no state', event({}, { state: undefined })],
  ['Unparsable', 'a scheduled event', { 'detail-type': 'Scheduled Event' }],
  ['Unparsable', 'a text', 'ALARM'],
  ['Unparsable', 'nothing', undefined],
])('%s: %s', (because, _, given) => {
  expect(ask(given)).toMatchObject({ ignored: because, detail: expect.any(String) });
});

test('total: whatever arrives is ignored', () => {
  fc.assert(fc.property(fc.anything(), (given) => expect(ask(given)).toHaveProperty('ignored')));
});
