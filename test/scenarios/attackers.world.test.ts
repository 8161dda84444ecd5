import { CloudWatchClient, PutMetricDataCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { names } from '../../functions/contract/names.ts';
import { clientErrors, type World } from '../../sandbox/world.ts';
import { arnIn, attacker, callsOf, mayNotPromote, refIn, twoMinutesOf, unharmed } from '../support/attacker.ts';
import {
  alarmEvent,
  automatic,
  datastore,
  east,
  published,
  run,
  settledWorld,
  type watch as Watch,
  watch,
  west,
  witness,
} from '../support/world.ts';

let world: World;
let before: ReturnType<typeof published>;
beforeAll(async () => {
  world = await settledWorld();
  before = published(world, east);
}, 120_000);
// What somebody else does in the account is no act of ours: the checkers would take it for one.
afterAll(() => world.stop(), 60_000);

let seen: ReturnType<typeof Watch>;
beforeEach(() => {
  seen = watch(world);
});

test('PutMetricData: every metric that an alarm of ours or of the application watches says that all is lost', async () => {
  const them = attacker(world, 'cloudwatch:PutMetricData');
  const client = (region: string) => them.client(CloudWatchClient, region);
  const Dimensions = [{ Name: 'Datastore', Value: datastore }];
  await mayNotPromote(them);
  await twoMinutesOf(world, async () => {
    const zero = (MetricName: string) => ({ MetricName, Dimensions, Value: 0, StorageResolution: 1 });
    await client(west).send(
      new PutMetricDataCommand({
        Namespace: 'GlobalDatastoreFailover',
        MetricData: ['DataArriving', 'PrimaryReachable'].map(zero),
      }),
    );
    const { Namespace, ...errors } = clientErrors(datastore);
    const MetricData = [{ ...errors, Value: 99, StorageResolution: 1 }];
    await client(witness).send(new PutMetricDataCommand({ Namespace, MetricData }));
    world.evaluateAlarms(witness);
  });

  await unharmed(world, seen, before);
  // Probe's own values stand beside the forged ones, so that no alarm of ours fires; the application's does, and a run
  // that starts meanwhile holds, and tells people.
  const { output = '{}' } = await run(world, west, automatic);
  expect(JSON.parse(output)).toMatchObject({ outcome: 'held' });
  const page = seen.pages().find(({ subject }) => subject === `HELD, nothing changed: ${datastore} in ${west}`);
  expect(page?.message).toContain('DataStillArriving');
  expect(JSON.stringify(world.history.entries.filter(({ kind }) => kind === 'alarm'))).toContain(
    'sessions-client-errors',
  );
  expect(callsOf(world, them)).toContain('monitoring:PutMetricData OK');
}, 180_000);

test('SetAlarmState: every alarm forced into ALARM, over and over', async () => {
  const them = attacker(world, 'cloudwatch:SetAlarmState');
  const ours = [
    names.dataArrivingAlarm(datastore),
    names.primaryReachableAlarm(datastore),
    names.primaryDownAlarm(datastore),
  ];
  await mayNotPromote(them);
  await twoMinutesOf(world, async () => {
    for (const [region, AlarmName] of [...ours.map((name) => [west, name]), [witness, 'sessions-client-errors']])
      for (const StateValue of ['OK', 'ALARM'] as const)
        await them
          .client(CloudWatchClient, region ?? '')
          .send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'x\r\n{"level":"INFO"}' }));
  });

  await unharmed(world, seen, before);
  expect(seen.logged()).toContainEqual(expect.objectContaining({ message: 'alarm ignored', because: 'NotConfirmed' }));
  expect(callsOf(world, them)).toContain('monitoring:SetAlarmState OK');
}, 180_000);

test('sns:Publish: whatever is said on our topic, nothing of ours listens', async () => {
  const them = attacker(world, 'sns:Publish');
  const TopicArn = arnIn(world, west, `sns:${names.topic}`);
  await mayNotPromote(them);
  await twoMinutesOf(world, () =>
    them.client(SNSClient, west).send(
      new PublishCommand({
        TopicArn,
        Subject: `APPROVE? ${datastore}`,
        Message: JSON.stringify(alarmEvent(world, new Date(world.clock.now()))),
      }),
    ),
  );

  await unharmed(world, seen, before);
  expect(seen.started()).toEqual([]);
  // The page itself, and who sent it.
  expect(seen.subjects()).toContain(`APPROVE? ${datastore}`);
  expect(callsOf(world, them)).toContain('sns:Publish OK');
}, 180_000);

test('PutEvents: a forged change of the alarm on the bus starts nothing', async () => {
  const them = attacker(world, 'events:PutEvents');
  const event = alarmEvent(world, new Date(world.clock.now()));
  await mayNotPromote(them);
  await twoMinutesOf(world, () =>
    them.client(EventBridgeClient, west).send(
      new PutEventsCommand({
        Entries: ['aws.cloudwatch', 'global-datastore-failover'].map((Source) => ({
          Source,
          DetailType: 'CloudWatch Alarm State Change',
          Detail: JSON.stringify(event),
          Resources: [event.alarmArn],
        })),
      }),
    ),
  );

  await unharmed(world, seen, before);
  expect(seen.started()).toEqual([]);
  expect(callsOf(world, them)).toContain('events:PutEvents OK');
}, 180_000);

test('PutParameter outside our paths: ours are refused, others are nobody’s', async () => {
  const them = attacker(
    world,
    'ssm:PutParameter',
    [west, east].map((region) => arnIn(world, region, 'ssm:parameter/theirs/*')),
  );
  const evil = JSON.stringify({ ...before, epoch: { counter: 99, region: east }, primary: 'cache.evil.example' });
  const put = (region: string, Name: string) =>
    them
      .client(SSMClient, region)
      .send(new PutParameterCommand({ Name, Value: evil, Type: 'String', Overwrite: true }));
  await mayNotPromote(them);
  await twoMinutesOf(world, async () => {
    for (const region of [west, east]) {
      for (const Name of ['endpoint', 'switch'].map((member) => `/failover/${datastore}/${member}`))
        await expect(put(region, Name)).rejects.toMatchObject({ name: 'AccessDeniedException' });
      await put(region, `/theirs/failover/${datastore}/endpoint`);
    }
  });

  await unharmed(world, seen, before);
  expect(published(world, west)).toEqual(before);
  expect(callsOf(world, them)).toContain('ssm:PutParameter AccessDeniedException');
}, 180_000);

test('StartExecution without an override: every run holds, or publishes once more what is', async () => {
  const them = attacker(world, 'states:StartExecution');
  const requests = [
    { datastore },
    { datastore, requestedBy: 'alarm' },
    { datastore, requestedBy: 'reconcile', reason: '\u202E{{x}}' },
    { run: {} },
  ];
  await mayNotPromote(them);
  for (const region of [west, east])
    for (const request of requests) {
      const command = new StartExecutionCommand({
        stateMachineArn: refIn(world, region, 'AWS::StepFunctions::StateMachine'),
        input: JSON.stringify(request),
      });
      const { executionArn = '' } = await them.client(SFNClient, region).send(command);
      await world.execution(executionArn);
    }
  await twoMinutesOf(world, async () => {});

  await unharmed(world, seen, before);
  expect(seen.subjects()).toContain(`HELD, nothing changed: ${datastore} in ${west}`);
  expect(seen.subjects()).toContain(`ADOPTED: ${datastore} in ${east}`);
  expect(callsOf(world, them)).toContain('states:StartExecution OK');
}, 180_000);
