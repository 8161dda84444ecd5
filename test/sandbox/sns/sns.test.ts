import { expect, test } from '@jest/globals';
import type { SNSEvent } from 'aws-lambda';
import { createSns } from '../../../sandbox/aws/services/sns.ts';
import { History } from '../../../sandbox/history.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

const account = '111122223333';
const alarmArn = `arn:aws:cloudwatch:us-west-2:${account}:alarm:failover-sessions-primary-down`;

const snsBench = () => {
  const clock = manualClock();
  const history = new History(clock);
  const delivered: { functionArn: string; event: SNSEvent }[] = [];
  const sns = createSns({ clock, history, account, lambda: (delivery) => delivered.push(delivery) });
  const topicArn = sns.ensureTopic('us-west-2', 'failover');
  const right = { topicArn, servicePrincipal: 'cloudwatch.amazonaws.com', sourceArn: alarmArn, sourceAccount: account };
  const pages = () => history.entries.filter(({ kind }) => kind === 'page');
  return { ...sns, call: callService(sns.service, 'us-west-2'), history, delivered, topicArn, right, pages };
};

const statement = (topicArn: string, changes: object = {}) => ({
  Effect: 'Allow',
  Principal: { Service: 'cloudwatch.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: topicArn,
  Condition: {
    ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:us-west-2:${account}:alarm:failover-*` },
    StringEquals: { 'aws:SourceAccount': account },
  },
  ...changes,
});

/** What CDK's `enforceSSL` leaves as the whole policy. */
const onlyTls = (topicArn: string) =>
  statement(topicArn, { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } });

test('what is published is a page in the history', async () => {
  const { call, topicArn, pages } = snsBench();
  const { MessageId } = await call('Publish', { TopicArn: topicArn, Subject: 'held', Message: 'why' });
  expect(pages()).toMatchObject([
    {
      region: 'us-west-2',
      name: 'failover',
      detail: { topic: topicArn, subject: 'held', message: 'why', messageId: MessageId },
    },
  ]);
});

test.each([
  ['a topic that is not there', 'NotFound', { TopicArn: `arn:aws:sns:us-west-2:${account}:nowhere` }],
  ['a topic of another Region', 'InvalidParameter', { TopicArn: `arn:aws:sns:us-east-1:${account}:failover` }],
  ['no topic', 'InvalidParameter', { TopicArn: undefined }],
  ['an empty message', 'InvalidParameter', { Message: '' }],
  ['a message of 256 KiB and a bit', 'InvalidParameter', { Message: 'é'.repeat(131_073) }],
  ['an empty subject', 'InvalidParameter', { Subject: '' }],
  ['a subject of two lines', 'InvalidParameter', { Subject: 'a\nb' }],
  ['a subject that is too long', 'InvalidParameter', { Subject: 'a'.repeat(101) }],
  ['a JSON message that is none', 'InvalidParameter', { MessageStructure: 'json' }],
])('%s is refused: %s', async (_, code, change) => {
  const { call, topicArn, pages } = snsBench();
  await expect(call('Publish', { TopicArn: topicArn, Message: 'm', ...change })).rejects.toMatchObject({ code });
  expect(pages()).toEqual([]);
});

test('a message of exactly 256 KiB is taken', async () => {
  const { call, topicArn, pages } = snsBench();
  await call('Publish', { TopicArn: topicArn, Message: 'é'.repeat(131_072) });
  expect(pages()).toHaveLength(1);
});

test('the default policy lets CloudWatch publish for the owner, and for nobody else', () => {
  const { mayPublish, right } = snsBench();
  expect(mayPublish(right)).toBe(true);
  expect(mayPublish({ ...right, sourceAccount: '444455556666' })).toBe(false);
  expect(mayPublish({ ...right, topicArn: `${right.topicArn}x` })).toBe(false);
});

test('a policy that only denies plain text replaces the default one: an alarm is not delivered, and that is logged', () => {
  const { setTopicPolicy, publishFromService, topicArn, right, pages, history } = snsBench();
  setTopicPolicy(topicArn, { Version: '2012-10-17', Statement: [onlyTls(topicArn)] });
  expect(publishFromService({ ...right, subject: 'ALARM', message: '{}' })).toBe(false);
  expect(pages()).toEqual([]);
  expect(history.entries.at(-1)).toMatchObject({
    name: 'sns:NotDelivered',
    region: 'us-west-2',
    detail: { topic: topicArn, source: alarmArn, why: 'its policy does not let cloudwatch.amazonaws.com publish' },
  });

  setTopicPolicy(topicArn, { Statement: [onlyTls(topicArn), statement(topicArn)] });
  expect(publishFromService({ ...right, subject: 'ALARM', message: '{}' })).toBe(true);
  expect(pages()).toHaveLength(1);
});

test.each([
  [
    'another alarm',
    { Condition: { ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:us-west-2:${account}:alarm:other` } } },
  ],
  ['another service', { Principal: { Service: 'events.amazonaws.com' } }],
  ['another action', { Action: 'sns:Subscribe' }],
  ['another topic', { Resource: 'arn:aws:sns:us-west-2:111122223333:other' }],
  ['a condition that is not known', { Condition: { StringEquals: { 'aws:Whatever': 'x' } } }],
])('a grant for %s does not let this alarm publish', (_, changes) => {
  const { setTopicPolicy, mayPublish, topicArn, right } = snsBench();
  setTopicPolicy(topicArn, { Statement: statement(topicArn, changes) });
  expect(mayPublish(right)).toBe(false);
});

test('a deny whose condition is not known denies', () => {
  const { setTopicPolicy, mayPublish, topicArn, right } = snsBench();
  const deny = statement(topicArn, { Effect: 'Deny', Condition: { StringEquals: { 'aws:Whatever': 'x' } } });
  setTopicPolicy(topicArn, { Statement: [statement(topicArn), deny] });
  expect(mayPublish(right)).toBe(false);
});

test('a policy that the sandbox cannot evaluate is refused with its place', () => {
  const { setTopicPolicy, topicArn } = snsBench();
  const { Principal, ...rest } = statement(topicArn);
  expect(() => setTopicPolicy(topicArn, { Statement: { ...rest, NotPrincipal: Principal } })).toThrow(/NotPrincipal/);
});

test('people are recorded as pending, functions are invoked', async () => {
  const { call, subscribe, topicArn, delivered } = snsBench();
  const functionArn = `arn:aws:lambda:us-west-2:${account}:function:f`;
  subscribe(topicArn, { protocol: 'email', endpoint: 'on-call@example.com' });
  const arn = subscribe(topicArn, { protocol: 'lambda', endpoint: functionArn });
  expect(subscribe(topicArn, { protocol: 'lambda', endpoint: functionArn })).toBe(arn);

  expect((await call('ListSubscriptionsByTopic', { TopicArn: topicArn })).Subscriptions).toMatchObject([
    { SubscriptionArn: 'PendingConfirmation', Protocol: 'email', Endpoint: 'on-call@example.com' },
    { SubscriptionArn: arn, Protocol: 'lambda', Endpoint: functionArn },
  ]);
  await call('Publish', { TopicArn: topicArn, Message: 'm' });
  expect(delivered).toMatchObject([
    { functionArn, event: { Records: [{ EventSubscriptionArn: arn, Sns: { TopicArn: topicArn, Message: 'm' } }] } },
  ]);
});

test('topics are listed by Region, and described with their policy', async () => {
  const { call, ensureTopic, topicArn } = snsBench();
  ensureTopic('eu-west-1', 'witness');
  expect(await call('ListTopics', {})).toEqual({ Topics: [{ TopicArn: topicArn }] });
  const { Attributes } = await call('GetTopicAttributes', { TopicArn: topicArn });
  expect(Attributes).toMatchObject({ TopicArn: topicArn, Policy: expect.stringContaining('AWS:SourceOwner') });
});
