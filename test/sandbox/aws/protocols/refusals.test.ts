import { expect, test } from '@jest/globals';
import { cbor as cborCodec } from '@smithy/core/cbor';
import type { WireRequest } from '../../../../sandbox/aws/protocols/wire.ts';
import { cbor, form, json, rest, textOf } from './raw-request.ts';
import { toyFront } from './toy-front.ts';

const answer = () => ({});
const { front, inputs } = toyFront({
  elasticache: { FailoverGlobalReplicationGroup: answer },
  sns: { Publish: answer },
  sts: { GetCallerIdentity: answer },
  monitoring: { PutMetricData: answer, SetAlarmState: answer },
  states: { StartExecution: answer },
  ssm: { PutParameter: answer, GetParameters: answer },
  events: { PutEvents: answer },
  logs: { PutLogEvents: answer },
  dynamodb: { GetItem: answer },
  secretsmanager: { GetSecretValue: answer },
  route53: { ChangeResourceRecordSets: answer, ListResourceRecordSets: answer },
  lambda: { Invoke: answer, ListFunctions: answer },
});

const RRSET = '/2013-04-01/hostedzone/Z1/rrset/';
const XMLNS = 'xmlns="https://route53.amazonaws.com/doc/2013-04-01/"';
const CHANGE =
  '<ChangeBatch><Changes><Change><Action>CREATE</Action><ResourceRecordSet><Name>a</Name><Type>A</Type></ResourceRecordSet></Change></Changes></ChangeBatch>';
const bytes = (...values: number[]) => Uint8Array.from(values);

type Row = readonly [title: string, request: WireRequest, status: number, says: string];

const unknown: Row[] = [
  ['a query operation that is not', form('elasticache', 'Action=Nope&Version=1'), 400, '<Code>InvalidAction</Code>'],
  ['one of the model, not built', form('elasticache', 'Action=DeleteUser'), 400, '<Code>InvalidAction</Code>'],
  ['no action', form('sts', 'Version=1'), 400, '<Code>MissingAction</Code>'],
  ['no action in an empty body', form('sns', ''), 400, '<Code>MissingAction</Code>'],
  ['a JSON 1.0 operation', json('states', 'Nope', '{}'), 400, 'com.amazon.coral.service#UnknownOperationException'],
  ['a JSON 1.1 operation', json('ssm', 'DeleteActivation', '{}'), 400, '"__type":"UnknownOperationException"'],
  ['an inherited name', json('ssm', 'constructor', '{}'), 400, 'UnknownOperationException'],
  ['an inherited name of DynamoDB', json('dynamodb', 'toString', '{}'), 400, 'UnknownOperationException'],
  [
    'another service’s target',
    {
      ...json('ssm', 'PutParameter', '{}'),
      headers: {
        ...json('events', 'PutEvents', '').headers,
        authorization: json('ssm', '', '').headers.authorization ?? '',
      },
    },
    400,
    'UnknownOperationException',
  ],
  ['a CBOR operation', cbor('Nope', bytes(0xa0)), 400, 'UnknownOperationException'],
  ['a REST path of Route 53', rest('route53', ['GET', '/2013-04-01/nope']), 400, '<Code>InvalidAction</Code>'],
  ['a REST path of Lambda', rest('lambda', ['GET', '/2015-03-31/nope']), 404, 'UnknownOperationException'],
  ['a REST method', rest('lambda', ['PUT', '/2015-03-31/functions/f/invocations']), 404, 'UnknownOperationException'],
];

const missing: Row[] = [
  [
    'ElastiCache',
    form('elasticache', 'Action=FailoverGlobalReplicationGroup&PrimaryRegion=x'),
    400,
    '<Code>MissingParameter</Code><Message>The request must contain the parameter GlobalReplicationGroupId.',
  ],
  ['SNS', form('sns', 'Action=Publish&TopicArn=t'), 400, '<Code>InvalidParameter</Code>'],
  [
    'CloudWatch in JSON',
    json('monitoring', 'PutMetricData', '{}'),
    400,
    'com.amazonaws.cloudwatch#MissingRequiredParameterException',
  ],
  [
    'CloudWatch as query',
    form('monitoring', 'Action=PutMetricData'),
    400,
    '<Code>MissingParameter</Code><Message>The parameter Namespace is required.',
  ],
  ['CloudWatch in CBOR', cbor('SetAlarmState', bytes(0xa0)), 400, 'MissingRequiredParameterException'],
  [
    'SSM',
    json('ssm', 'PutParameter', '{"Name":"/a"}'),
    400,
    "1 validation error detected: Value null at 'value' failed to satisfy constraint: Member must not be null",
  ],
  ['SSM, null', json('ssm', 'PutParameter', '{"Name":null,"Value":"v"}'), 400, "Value null at 'name'"],
  ['Step Functions', json('states', 'StartExecution', ''), 400, 'com.amazonaws.sfn#ValidationException'],
  ['EventBridge', json('events', 'PutEvents', '{}'), 400, 'ValidationException'],
  [
    'Logs, deep',
    json('logs', 'PutLogEvents', '{"logGroupName":"g","logStreamName":"s","logEvents":[{"timestamp":1}]}'),
    400,
    "'logEvents.1.member.message'",
  ],
  ['Secrets Manager', json('secretsmanager', 'GetSecretValue', '{}'), 400, 'ValidationException'],
  [
    'Route 53, no body',
    rest('route53', ['POST', RRSET]),
    400,
    "<Code>InvalidInput</Code><Message>1 validation error detected: Value null at 'changeBatch'",
  ],
  [
    'Route 53, deep',
    rest(
      'route53',
      ['POST', RRSET],
      `<ChangeResourceRecordSetsRequest ${XMLNS}><ChangeBatch><Changes><Change><Action>CREATE</Action></Change></Changes></ChangeBatch></ChangeResourceRecordSetsRequest>`,
    ),
    400,
    "'changeBatch.changes.1.member.resourceRecordSet'",
  ],
];

const malformed: Row[] = [
  ['no JSON', json('ssm', 'PutParameter', '{"Name":'), 400, '"__type":"SerializationException"'],
  ['a JSON array', json('ssm', 'PutParameter', '[]'), 400, 'SerializationException'],
  ['JSON null', json('states', 'StartExecution', 'null'), 400, 'SerializationException'],
  ['no JSON for DynamoDB', json('dynamodb', 'GetItem', '{'), 400, 'com.amazon.coral.service#SerializationException'],
  ['no UTF-8', json('ssm', 'PutParameter', bytes(0x7b, 0xff, 0x7d)), 400, 'SerializationException'],
  ['a number for text', json('ssm', 'PutParameter', '{"Name":1,"Value":"v"}'), 400, 'SerializationException'],
  ['text for a list', json('ssm', 'GetParameters', '{"Names":"a"}'), 400, 'SerializationException'],
  ['an object for text', json('states', 'StartExecution', '{"stateMachineArn":{}}'), 400, 'SerializationException'],
  ['no time', json('events', 'PutEvents', '{"Entries":[{"Time":"yesterday"}]}'), 400, 'SerializationException'],
  ['no CBOR', cbor('PutMetricData', bytes(0xbf, 0x61)), 400, 'SerializationException'],
  [
    'no gzip',
    {
      ...json('monitoring', 'PutMetricData', '{}'),
      headers: { ...json('monitoring', 'PutMetricData', '').headers, 'content-encoding': 'gzip' },
    },
    400,
    'SerializationException',
  ],
  ['a form without UTF-8', form('elasticache', bytes(0xff)), 400, '<Code>InvalidParameterValue</Code>'],
  [
    'no number in a form',
    form('monitoring', 'Action=PutMetricData&Namespace=N&MetricData.member.1.MetricName=m&MetricData.member.1.Value=x'),
    400,
    '<Code>MalformedInput</Code>',
  ],
  ['no XML', rest('route53', ['POST', RRSET], '<ChangeResourceRecordSetsRequest><'), 400, '<Code>InvalidInput</Code>'],
  [
    'another document',
    rest('route53', ['POST', RRSET], `<Other ${XMLNS}>${CHANGE}</Other>`),
    400,
    '<Code>InvalidInput</Code>',
  ],
  [
    'no number in a query string',
    rest('route53', ['GET', '/2013-04-01/hostedzone/Z1/rrset?maxitems=x']),
    400,
    '<Code>InvalidInput</Code>',
  ],
  [
    'a broken escape in a path',
    rest('lambda', ['POST', '/2015-03-31/functions/%zz/invocations']),
    400,
    'InvalidRequestContentException',
  ],
];

test.each(unknown)('unknown operation: %s', (_, request, status, says) => refused(request, status, says));
test.each(missing)('missing member: %s', (_, request, status, says) => refused(request, status, says));
test.each(malformed)('malformed: %s', (_, request, status, says) => refused(request, status, says));

const refused = async (request: WireRequest, status: number, says: string): Promise<void> => {
  const response = await front.handle(request, 'outside');
  const text = `${response.headers['x-amzn-errortype'] ?? ''} ${textOf(response)}`;
  expect([response.status, text]).toEqual([status, expect.stringContaining(says)]);
  expect(inputs).toEqual([]);
};

test('CBOR refusals name their query code in a header', async () => {
  const response = await front.handle(cbor('PutMetricData', bytes(0xa0)), 'outside');
  expect(response.headers).toMatchObject({
    'smithy-protocol': 'rpc-v2-cbor',
    'x-amzn-query-error': 'MissingParameter;Sender',
  });
  expect(cborCodec.deserialize(response.body)).toEqual({
    __type: 'com.amazonaws.cloudwatch#MissingRequiredParameterException',
    message: 'The parameter Namespace is required.',
  });
});

test('JSON refusals of CloudWatch name their query code too', async () => {
  const response = await front.handle(json('monitoring', 'PutMetricData', '{}'), 'outside');
  expect(response.headers['x-amzn-query-error']).toBe('MissingParameter;Sender');
  const other = await front.handle(json('ssm', 'PutParameter', '{}'), 'outside');
  expect(other.headers['x-amzn-query-error']).toBeUndefined();
});
