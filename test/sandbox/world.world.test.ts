import { createServer } from 'node:net';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeGlobalReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { GetExecutionHistoryCommand, ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { freshAssembly, noWorldDelays, startWorld, type World } from '../../sandbox/world.ts';
import { eventually } from '../support/eventually.ts';

let world: World;
let assembly: string;

beforeAll(async () => {
  assembly = (await freshAssembly()).directory;
  world = await startWorld({ assembly, delays: noWorldDelays, schedules: 'never' });
}, 120_000);

afterAll(() => world?.stop());

const dryRun = { datastore: 'sessions', mode: 'dry-run' };

test('every Region has what the assembly deploys into it', async () => {
  expect(world.regions).toEqual(['us-east-1', 'us-west-2', 'eu-west-1']);
  for (const region of ['us-east-1', 'us-west-2']) {
    const { stateMachines } = await world.client(SFNClient, region).send(new ListStateMachinesCommand({}));
    expect(stateMachines).toMatchObject([{ name: 'failover' }]);
  }
  expect(world.lambda.list('eu-west-1').map(({ name }) => name)).toEqual(['failover-Witness']);
});

test('the Global Datastore of the configuration stands, and answers with the port that its servers have', async () => {
  const describe = new DescribeGlobalReplicationGroupsCommand({ ShowMemberInfo: true });
  const { GlobalReplicationGroups } = await world.client(ElastiCacheClient, 'us-west-2').send(describe);
  expect(GlobalReplicationGroups).toMatchObject([
    {
      GlobalReplicationGroupId: 'ldgnf-sessions',
      Members: [
        { ReplicationGroupRegion: 'us-east-1', Role: 'PRIMARY' },
        { ReplicationGroupRegion: 'us-west-2', Role: 'SECONDARY' },
      ],
    },
  ]);
  const redis = world.redis.get('sessions');
  const host = 'sessions-use1.sbx001.ng.0001.use1.cache.amazonaws.com';
  expect(world.dns.resolver.resolve(host, 'A').answers).toMatchObject([{ data: '127.0.1.1' }]);
  expect(redis?.addressFor('us-west-2', host, redis.port)).toBeDefined();
});

test('functions see servers, parameters, names and each other: Reconcile publishes, and the other Region copies', async () => {
  expect((await world.invoke('us-east-1', 'Reconcile')).payload).toEqual({ sessions: 'first' });
  // It nudges the other Region's Reconcile, asynchronously.
  await world.drained();
  const published = world.ssm.value('us-west-2', '/failover/sessions/endpoint');
  expect(JSON.parse(published ?? '{}')).toMatchObject({ primaryRegion: 'us-east-1', epoch: { counter: 1 } });
  expect(world.dns.resolver.resolve('sessions.example.internal', 'CNAME').answers).toMatchObject([
    { data: expect.stringMatching(/^sessions-use1\./) },
  ]);
});

test('an execution runs the deployed functions and leaves a timeline', async () => {
  const arn = await world.startExecution('us-west-2', dryRun, 'a-dry-run');
  const { status, output } = await world.execution(arn);
  expect({ status, ...JSON.parse(output ?? '{}') }).toMatchObject({ status: 'SUCCEEDED', outcome: 'planned' });

  const client = world.client(SFNClient, 'us-west-2');
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn: arn }));
  const entered = events?.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
  expect(entered).toEqual(['OpenIncident', 'Claimed', 'AssessHealth', 'Decide', 'CloseIncident']);
  const inHistory = world.history.entries.filter(({ kind, detail }) => kind === 'state' && detail?.at === 'entered');
  expect(inHistory.map(({ name }) => name)).toEqual(entered);
});

test('without its grant the state machine is denied in the words of AWS; with it again, it runs', async () => {
  const role = world.iam.roles().find(({ arn }) => /failover-us-west-2-FailoverWorkflowRole/.test(arn))?.arn ?? '';
  const taken = world.removeStatement(role, ({ actions }) => actions.patterns.includes('lambda:InvokeFunction'));
  expect(taken.statements).not.toHaveLength(0);
  const arn = await world.startExecution('us-west-2', dryRun);
  const client = world.client(SFNClient, 'us-west-2');
  const failure = await eventually(async () => {
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn: arn }));
    return events.find(({ type }) => type === 'LambdaFunctionFailed')?.lambdaFunctionFailedEventDetails ?? false;
  });
  expect(failure).toMatchObject({
    error: 'Lambda.AWSLambdaException',
    cause: expect.stringMatching(
      /is not authorized to perform: lambda:InvokeFunction on resource: arn:aws:lambda:us-west-2:\d+:function:\S+ because no identity-based policy allows the lambda:InvokeFunction action \(Service: AWSLambda; Status Code: 403;/,
    ),
  });
  taken.restore();
  expect(await world.execution(await world.startExecution('us-west-2', dryRun))).toMatchObject({ status: 'SUCCEEDED' });
});

test('an alarm reaches its function by the permission that was deployed', async () => {
  const client = world.client(CloudWatchClient, 'us-west-2');
  const AlarmName = 'failover-sessions-primary-down';
  const before = world.history.entries.length;
  await client.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'OK', StateReason: 'test' }));
  await client.send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'test' }));
  await eventually(() =>
    world.history.entries.slice(before).some(({ kind, name }) => kind === 'function' && /ReceiveAlarm/.test(name)),
  );
  await world.drained();
  expect(world.history.entries.slice(before)).not.toContainEqual(
    expect.objectContaining({ name: 'lambda:DeliveryRefused' }),
  );
});

test('what is not there is named, with what is', async () => {
  await expect(world.invoke('us-west-2', 'Nothing')).rejects.toThrow(
    /no AWS::Lambda::Function called Nothing in us-west-2; there are /,
  );
  await expect(world.startExecution('eu-west-1', {})).rejects.toThrow('no state machine is deployed in eu-west-1');
});

test('a taken port ends the start in one line, and leaves nothing', async () => {
  const occupied = createServer();
  await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve));
  const address = occupied.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    await expect(startWorld({ assembly, port, redis: false })).rejects.toMatchObject({
      name: 'SandboxError',
      message: `port ${port} is taken: choose another with --port`,
    });
  } finally {
    occupied.close();
  }
});

test('a missing server and a missing assembly say what to do', async () => {
  await expect(startWorld({ assembly, redisServer: '/nowhere/redis-server' })).rejects.toMatchObject({
    name: 'SandboxError',
    message: expect.stringMatching(/^[^\n]*\/nowhere\/redis-server[^\n]*$/),
  });
  await expect(startWorld({ assembly: '/nowhere', redis: false })).rejects.toThrow('run npx cdk synth');
});

test('stop ends everything, once', async () => {
  const own = await startWorld({ assembly, delays: noWorldDelays, schedules: 'once' });
  await own.startExecution('us-east-1', dryRun);
  await own.stop();
  await own.stop();
  await expect(fetch(own.endpoint)).rejects.toThrow();
  const again = await startWorld({
    assembly,
    redis: false,
    port: Number(new URL(own.endpoint).port),
    schedules: 'never',
  });
  await again.stop();
});
