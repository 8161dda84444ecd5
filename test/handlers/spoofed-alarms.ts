import { ago, instant, now, west } from '../support/sessions.ts';

const account = '111122223333';
const name = 'failover-sessions-primary-down';
const arnOf = (alarm = name, { partition = 'aws', region = west, of = account, service = 'cloudwatch' } = {}): string =>
  `arn:${partition}:${service}:${region}:${of}:alarm:${alarm}`;

interface Parts {
  readonly event?: object;
  readonly data?: object;
  readonly state?: object;
}
/** The real event of our own alarm, with parts changed. */
export const realAlarm = ({ event = {}, data = {}, state = {} }: Parts = {}) => ({
  source: 'aws.cloudwatch',
  alarmArn: arnOf(),
  accountId: account,
  region: west,
  time: instant(ago(29)),
  alarmData: {
    alarmName: name,
    state: { value: 'ALARM', reason: 'r', timestamp: '2026-11-23T11:59:30.123+0000', ...state },
    previousState: { value: 'OK', timestamp: instant(ago(600)) },
    configuration: { alarmRule: 'ALARM("failover-sessions-data-arriving")' },
    ...data,
  },
  ...event,
});
const text = JSON.stringify(realAlarm());
const named = (alarmName: unknown, alarmArn: unknown = arnOf(String(alarmName))) =>
  realAlarm({ event: { alarmArn }, data: { alarmName } });
const sns = (message: string) => ({
  Records: [{ EventSource: 'aws:sns', Sns: { Type: 'Notification', Message: message } }],
});
const without = (...keys: string[]) =>
  Object.fromEntries(Object.entries(realAlarm()).filter(([key]) => !keys.includes(key)));

/** Events that are none of our alarm's, by what they pretend, and what `AlarmIgnored` counts them as. */
export const forgeries: Readonly<Record<string, readonly [because: string, event: unknown]>> = {
  'another account': ['OtherAccount', realAlarm({ event: { accountId: '999999999999' } })],
  'another account, in its ARN too': [
    'OtherAccount',
    realAlarm({ event: { accountId: '999999999999', alarmArn: arnOf(name, { of: '999999999999' }) } }),
  ],
  'our account in another script': ['OtherAccount', realAlarm({ event: { accountId: '１１１１２２２２３３３３' } })],
  'our account with a space': ['OtherAccount', realAlarm({ event: { accountId: `${account} ` } })],
  'our account as a number': ['Unparsable', realAlarm({ event: { accountId: Number(account) } })],
  'our account in a list': ['Unparsable', realAlarm({ event: { accountId: [account] } })],
  'the ARN of another account': [
    'UnknownAlarm',
    realAlarm({ event: { alarmArn: arnOf(name, { of: '999999999999' }) } }),
  ],
  'the ARN of another Region': [
    'UnknownAlarm',
    realAlarm({ event: { alarmArn: arnOf(name, { region: 'us-east-1' }) } }),
  ],
  'the ARN of another service': [
    'UnknownAlarm',
    realAlarm({ event: { alarmArn: arnOf(name, { service: 'events' }) } }),
  ],
  'a partition that is none': ['UnknownAlarm', realAlarm({ event: { alarmArn: arnOf(name, { partition: 'evil' }) } })],
  'an ARN with more behind it': ['UnknownAlarm', realAlarm({ event: { alarmArn: `${arnOf()}:evil` } })],
  'an ARN with more before it': ['UnknownAlarm', realAlarm({ event: { alarmArn: `evil${arnOf()}` } })],
  'an ARN on two lines': ['UnknownAlarm', realAlarm({ event: { alarmArn: `${arnOf()}\n` } })],
  'two ARNs': ['UnknownAlarm', realAlarm({ event: { alarmArn: `${arnOf()},${arnOf()}` } })],
  'an ARN of stars': ['UnknownAlarm', realAlarm({ event: { alarmArn: 'arn:aws:cloudwatch:*:*:alarm:*' } })],
  'an ARN of a rule': [
    'UnknownAlarm',
    realAlarm({ event: { alarmArn: `arn:aws:events:${west}:${account}:rule/${name}` } }),
  ],
  'an ARN in capitals': ['UnknownAlarm', realAlarm({ event: { alarmArn: arnOf().toUpperCase() } })],
  'no ARN but the name': ['UnknownAlarm', realAlarm({ event: { alarmArn: name } })],
  'an empty ARN': ['UnknownAlarm', realAlarm({ event: { alarmArn: '' } })],
  'another Region': ['OtherRegion', realAlarm({ event: { region: 'us-east-1' } })],
  'the witness Region': ['OtherRegion', realAlarm({ event: { region: 'eu-west-1' } })],
  'a Region of look-alike letters': ['OtherRegion', realAlarm({ event: { region: 'us-w\u0435st-2' } })],
  'a Region that runs backwards': ['OtherRegion', realAlarm({ event: { region: `\u202E${west}` } })],
  'a Region in capitals': ['OtherRegion', realAlarm({ event: { region: west.toUpperCase() } })],
  'another datastore': ['UnknownAlarm', named('failover-carts-primary-down')],
  'a child of ours': ['UnknownAlarm', named('failover-sessions-data-arriving')],
  'our alarm about broken replication': ['UnknownAlarm', named('failover-sessions-replication-broken')],
  'an alarm about the orchestrator': ['UnknownAlarm', named('failover-reconcile-failing')],
  'the client alarm': ['UnknownAlarm', named('sessions-client-errors')],
  'our name with more behind it': ['UnknownAlarm', named(`${name}-2`)],
  'our name with a space': ['UnknownAlarm', named(`${name} `)],
  'our name with a NUL': ['UnknownAlarm', named(`${name}\u0000`)],
  'our name of look-alike letters': ['UnknownAlarm', named('failover-s\u0435ssions-primary-down')],
  'our name with another hyphen': ['UnknownAlarm', named('failover\u2010sessions\u2010primary\u2010down')],
  'our name with nothing visible in it': ['UnknownAlarm', named('failover-sess\u200Bions-primary-down')],
  'our name in capitals': ['UnknownAlarm', named(name.toUpperCase())],
  'our name, another in the ARN': ['UnknownAlarm', named(name, arnOf('failover-carts-primary-down'))],
  'another name, ours in the ARN': ['UnknownAlarm', named('failover-carts-primary-down', arnOf())],
  'a name of the prototype': ['UnknownAlarm', named('failover-__proto__-primary-down')],
  'a name with a path': ['UnknownAlarm', named('failover-../sessions-primary-down')],
  'a name with a star': ['UnknownAlarm', named('failover-*-primary-down')],
  'names in a list': ['Unparsable', named([name])],
  'another source': ['Unparsable', realAlarm({ event: { source: 'aws.events' } })],
  'a source of our own': ['Unparsable', realAlarm({ event: { source: 'global-datastore-failover' } })],
  'a source in capitals': ['Unparsable', realAlarm({ event: { source: 'AWS.CLOUDWATCH' } })],
  'a state of OK': ['NotInAlarm', realAlarm({ state: { value: 'OK' } })],
  'a state of INSUFFICIENT_DATA': ['NotInAlarm', realAlarm({ state: { value: 'INSUFFICIENT_DATA' } })],
  'a state in small letters': ['NotInAlarm', realAlarm({ state: { value: 'alarm' } })],
  'a state with a space': ['NotInAlarm', realAlarm({ state: { value: 'ALARM ' } })],
  'a state that is true': ['Unparsable', realAlarm({ state: { value: true } })],
  'no state': ['Unparsable', realAlarm({ data: { state: undefined } })],
  'only the previous state': [
    'Unparsable',
    realAlarm({ data: { state: undefined, previousState: { value: 'ALARM' } } }),
  ],
  'no timestamp': ['Unparsable', realAlarm({ state: { timestamp: undefined } })],
  'a timestamp in words': ['Unparsable', realAlarm({ state: { timestamp: 'yesterday 5' } })],
  'a timestamp as a number': ['Unparsable', realAlarm({ state: { timestamp: now } })],
  'the year 275760': ['Unparsable', realAlarm({ state: { timestamp: '+275760-09-13T00:00:00.000Z' } })],
  'a year before all others': ['Unparsable', realAlarm({ state: { timestamp: '-000001-01-01T00:00:00.000Z' } })],
  'the year 0': ['Unparsable', realAlarm({ state: { timestamp: '0000-01-01T00:00:00.000Z' } })],
  'a month that is none': ['Unparsable', realAlarm({ state: { timestamp: '2026-13-01T00:00:00.000Z' } })],
  'no account': ['Unparsable', without('accountId')],
  'no Region': ['Unparsable', without('region')],
  'no ARN': ['Unparsable', without('alarmArn')],
  'no data of an alarm': ['Unparsable', without('alarmData')],
  'encoded twice': ['Unparsable', text],
  'encoded three times': ['Unparsable', JSON.stringify(text)],
  'by SNS': ['Unparsable', sns(text)],
  'by SNS in SNS': ['Unparsable', sns(JSON.stringify(sns(text)))],
  'by EventBridge': [
    'Unparsable',
    {
      'detail-type': 'CloudWatch Alarm State Change',
      source: 'aws.cloudwatch',
      account,
      region: west,
      resources: [arnOf()],
      detail: realAlarm().alarmData,
    },
  ],
  'in an envelope': ['Unparsable', { body: text, requestContext: {} }],
  'in a list': ['Unparsable', [realAlarm()]],
  'members twice, the last ones another account': [
    'OtherAccount',
    JSON.parse(
      text
        .replace('{', '{"accountId":"111122223333",')
        .replace(/"accountId":"111122223333"(?!.*accountId)/, '"accountId":"999999999999"'),
    ),
  ],
  'a scheduled event': ['Unparsable', { 'detail-type': 'Scheduled Event', source: 'aws.events' }],
  nothing: ['Unparsable', null],
};
