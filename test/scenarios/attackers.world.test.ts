import { CloudWatchClient, PutMetricDataCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ElastiCacheClient, FailoverGlobalReplicationGroupCommand } from '@aws-sdk/client-elasticache';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { toAttribute } from '../../functions/aws/items.ts';
import { names } from '../../functions/contract/names.ts';
import { clientErrors, type World } from '../../sandbox/world.ts';
import { type Attacker, attacker, callsOf } from '../support/attacker.ts';
import {
  alarmEvent,
  automatic,
  datastore,
  east,
  look,
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

const arnIn = (region: string, service: string, name: string): string =>
  `arn:aws:${service}:${region}:${world.account}:${name}`;
const refOf = (region: string, type: string): string =>
  world.stacks
    .filter((stack) => stack.region === region)
    .flatMap(({ resources }) => resources)
    .find((it) => it.type === type)?.ref ?? '';

/** Two minutes of a healthy datastore, with the worst done just before anybody looks. */
const twoMinutesOf = async (attack: () => Promise<unknown>): Promise<void> => {
  for (let moment = 0; moment < 12; moment++) {
    await attack();
    world.advance(10_000);
    await look(world, [east, west]);
    await attack();
    if (moment % 6 === 5) {
      for (const region of [west, east]) await world.invoke(region, 'Reconcile', {});
    }
    world.evaluateAlarms(west);
    await world.drained();
  }
};

/** What holds whatever they do: nobody was promoted, and clients read what ElastiCache says. */
const unharmed = async (seen: ReturnType<typeof Watch>): Promise<void> => {
  for (const arn of seen.started()) await world.execution(arn);
  const calls = seen.promotionCalls().filter(({ detail }) => detail?.outcome !== 'AccessDenied');
  expect([calls, seen.promotions()]).toEqual([[], []]);
  const { epoch: _, ...reality } = before ?? {};
  for (const region of [east, west]) expect(published(world, region)).toMatchObject(reality);
};

/** Whatever they try besides is refused. */
const mayDoNothingElse = async (them: Attacker): Promise<void> => {
  const promote = new FailoverGlobalReplicationGroupCommand({
    GlobalReplicationGroupId: 'ldgnf-sessions',
    PrimaryRegion: west,
    PrimaryReplicationGroupId: 'sessions-usw2',
  });
  await expect(them.client(ElastiCacheClient, west).send(promote)).rejects.toMatchObject({ name: 'AccessDenied' });
};

let seen: ReturnType<typeof Watch>;
beforeEach(() => {
  seen = watch(world);
});

test('PutMetricData: every metric that an alarm of ours or of the application watches says that all is lost', async () => {
  const them = attacker(world, 'cloudwatch:PutMetricData');
  const client = (region: string) => them.client(CloudWatchClient, region);
  const Dimensions = [{ Name: 'Datastore', Value: datastore }];
  await mayDoNothingElse(them);
  await twoMinutesOf(async () => {
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

  await unharmed(seen);
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
  await mayDoNothingElse(them);
  await twoMinutesOf(async () => {
    for (const [region, AlarmName] of [...ours.map((name) => [west, name]), [witness, 'sessions-client-errors']])
      for (const StateValue of ['OK', 'ALARM'] as const)
        await them
          .client(CloudWatchClient, region ?? '')
          .send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'x\r\n{"level":"INFO"}' }));
  });

  await unharmed(seen);
  expect(seen.logged()).toContainEqual(expect.objectContaining({ message: 'alarm ignored', because: 'NotConfirmed' }));
  expect(callsOf(world, them)).toContain('monitoring:SetAlarmState OK');
}, 180_000);

test('sns:Publish: whatever is said on our topic, nothing of ours listens', async () => {
  const them = attacker(world, 'sns:Publish');
  const TopicArn = arnIn(west, 'sns', names.topic);
  await mayDoNothingElse(them);
  await twoMinutesOf(() =>
    them.client(SNSClient, west).send(
      new PublishCommand({
        TopicArn,
        Subject: `APPROVE? ${datastore}`,
        Message: JSON.stringify(alarmEvent(world, new Date(world.clock.now()))),
      }),
    ),
  );

  await unharmed(seen);
  expect(seen.started()).toEqual([]);
  // The page itself is the trace.
  expect(seen.subjects()).toContain(`APPROVE? ${datastore}`);
}, 180_000);

test('PutEvents: a forged change of the alarm on the bus starts nothing', async () => {
  const them = attacker(world, 'events:PutEvents');
  const event = alarmEvent(world, new Date(world.clock.now()));
  await mayDoNothingElse(them);
  await twoMinutesOf(() =>
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

  await unharmed(seen);
  expect(seen.started()).toEqual([]);
  expect(callsOf(world, them)).toContain('events:PutEvents OK');
}, 180_000);

test('PutParameter outside our paths: ours are refused, others are nobody’s', async () => {
  const them = attacker(
    world,
    'ssm:PutParameter',
    [west, east].map((region) => arnIn(region, 'ssm', 'parameter/theirs/*')),
  );
  const evil = JSON.stringify({ ...before, epoch: { counter: 99, region: east }, primary: 'cache.evil.example' });
  const put = (region: string, Name: string) =>
    them
      .client(SSMClient, region)
      .send(new PutParameterCommand({ Name, Value: evil, Type: 'String', Overwrite: true }));
  await mayDoNothingElse(them);
  await twoMinutesOf(async () => {
    for (const region of [west, east]) {
      for (const Name of ['endpoint', 'switch'].map((member) => `/failover/${datastore}/${member}`))
        await expect(put(region, Name)).rejects.toMatchObject({ name: 'AccessDeniedException' });
      await put(region, `/theirs/failover/${datastore}/endpoint`);
    }
  });

  await unharmed(seen);
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
  await mayDoNothingElse(them);
  for (const region of [west, east])
    for (const request of requests) {
      const command = new StartExecutionCommand({
        stateMachineArn: refOf(region, 'AWS::StepFunctions::StateMachine'),
        input: JSON.stringify(request),
      });
      const { executionArn = '' } = await them.client(SFNClient, region).send(command);
      await world.execution(executionArn);
    }
  await twoMinutesOf(async () => {});

  await unharmed(seen);
  expect(seen.subjects()).toContain(`HELD, nothing changed: ${datastore} in ${west}`);
  expect(seen.subjects()).toContain(`ADOPTED: ${datastore} in ${east}`);
}, 180_000);

const writeItem = (them: Attacker, region: string, item: string, members: Readonly<Record<string, unknown>>) => {
  const kept = Object.entries(members);
  return them.client(DynamoDBClient, region).send(
    new UpdateItemCommand({
      TableName: refOf(region, 'AWS::DynamoDB::Table'),
      Key: { datastore: { S: datastore }, item: { S: item } },
      UpdateExpression: `SET ${kept.map((_, index) => `#n${index} = :v${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(kept.map(([name], index) => [`#n${index}`, name])),
      ExpressionAttributeValues: Object.fromEntries(kept.map(([, value], index) => [`:v${index}`, toAttribute(value)])),
    }),
  );
};

test('UpdateItem on the journal: forged looks, calls, claims and memories, written again before each reader', async () => {
  const them = attacker(world, 'dynamodb:UpdateItem');
  const write = (region: string, item: string, members: Readonly<Record<string, unknown>>) =>
    writeItem(them, region, item, members);
  const instant = (seconds: number): string => new Date(world.clock.now() + seconds * 1000).toISOString();
  const forge = async (): Promise<void> => {
    const hourAgo = world.clock.now() - 3_600_000;
    await write(west, 'probe', {
      role: 'SECONDARY',
      lookedAt: world.clock.now(),
      badSince: hourAgo,
      stoppedSince: hourAgo,
      primaryReachedAt: hourAgo,
      lastDelayMs: 1,
      shards: [{ shard: '0', heartbeatMovedAt: hourAgo, offsetMovedAt: hourAgo, stream: 'a', position: 9e14 }],
    });
    for (const region of [west, east]) {
      const epoch = { counter: 99, region };
      const from = region === west ? east : west;
      const owner = arnIn(region, 'states', 'execution:failover:forged');
      const intent = {
        epoch,
        owner,
        from,
        to: region,
        calledAt: instant(-600),
        kind: 'promote',
        replaces: ['cache.evil.example'],
      };
      await write(region, 'incident', { intent, epoch });
      await write(region, 'reconcile', {
        sawItselfSecondary: true,
        secondaryAtEpoch: epoch,
        attempts: 0,
        downSince: instant(-600),
        lastAttemptAt: instant(86_400),
        knownHosts: ['cache.evil.example'],
      });
    }
  };
  await mayDoNothingElse(them);
  await twoMinutesOf(forge);
  await forge();
  const { output = '{}' } = await run(world, west, automatic);

  expect(JSON.parse(output)).toMatchObject({ outcome: 'held' });
  await unharmed(seen);
  expect(callsOf(world, them)).toContain('dynamodb:UpdateItem OK');
  // What Probe reads of the forged look, it publishes: data stopped, though the primary is reached. That pages.
  expect(seen.subjects()).toContain(`ALARM: "${names.replicationBrokenAlarm(datastore)}" in US West (Oregon)`);
}, 240_000);

test.each<[what: string, word: string, first: boolean, forged: { calledAt: number; owner?: string; counter?: number }]>(
  [
    ['of an execution that nobody knows, minutes ago', 'hold', true, { calledAt: -600 }],
    ['of an execution that nobody knows, days ago', 'RunAtWork', true, { calledAt: -300_000 }],
    ['in the future', 'PrimaryUnpublished', true, { calledAt: 86_400 }],
    ['of Reconcile itself', 'PrimaryUnpublished', false, { owner: 'reconcile/forged', calledAt: -600 }],
    ['of an epoch that uses up all others', 'failed', true, { counter: 1e15, calledAt: -600 }],
  ],
)(
  'UpdateItem on the journal of the primary: a promotion noted %s',
  async (_, word, first, forged) => {
    const them = attacker(world, 'dynamodb:UpdateItem');
    const epoch = { counter: forged.counter ?? 200, region: east };
    const owner = forged.owner ?? arnIn(east, 'states', 'execution:failover:forged');
    const calledAt = new Date(world.clock.now() + forged.calledAt * 1000).toISOString();
    await writeItem(them, east, 'incident', {
      epoch,
      intent: { epoch, owner, from: west, to: east, calledAt, kind: 'promote', replaces: ['cache.evil.example'] },
    });
    const { payload, functionError } = await world.invoke(east, 'Reconcile', {});
    const said = functionError === undefined ? Reflect.get(Object(payload), datastore) : 'failed';

    await unharmed(seen);
    expect([said, seen.changes()]).toEqual([word, []]);
    // Each is told once an hour; what cannot be read at all fails the invocation, which an alarm pages.
    const told = word === 'hold' || word === 'failed' ? [] : [`DIFFERENCE: ${datastore} in ${east}: ${word}`];
    expect(seen.subjects()).toEqual(told.slice(0, first ? 1 : 0));
  },
  60_000,
);
