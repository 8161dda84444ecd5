import { setTimeout as wait } from 'node:timers/promises';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { ElastiCacheClient, FailoverGlobalReplicationGroupCommand } from '@aws-sdk/client-elasticache';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect } from '@jest/globals';
import { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import type { Entry } from '../../sandbox/history.ts';
import { clientErrors, noWorldDelays, startWorld, type World, type WorldOptions } from '../../sandbox/world.ts';
import { eventually } from './eventually.ts';

export const east = 'us-east-1';
export const west = 'us-west-2';
export const witness = 'eu-west-1';
export const datastore = 'sessions';
const group = 'ldgnf-sessions';

/** The demo's Regions with nothing looked at and nothing published: schedules and alarms act only when asked. */
export const emptyWorld = (options: WorldOptions = {}): Promise<World> =>
  startWorld({ delays: noWorldDelays, schedules: 'never', maxWorkers: 20, ...options });

/** The same after a healthy minute: us-east-1 published everywhere, data arriving, the primary reached from the west. */
export const settledWorld = async (options: WorldOptions = {}): Promise<World> => {
  const world = await emptyWorld(options);
  await settle(world);
  return world;
};

export const settle = async (world: World): Promise<void> => {
  await reconcile(world, east);
  await reconcile(world, west);
  await look(world, [east, west]);
  world.advance(10_000);
  await look(world, [east, west]);
};

/** Ends the world, and with it holds what no scenario may leave behind: a running execution, a server. */
export const stop = async (world: World): Promise<void> => {
  const pids = [...world.redis.values()].flatMap((servers) => servers.pids());
  const running = runningExecutions(world);
  await world.stop();
  expect(running).toEqual([]);
  expect(pids.filter(isAlive)).toEqual([]);
};

const runningExecutions = ({ history }: World): string[] => {
  const running = new Set<string>();
  for (const { kind, name, detail } of history.entries)
    if (kind === 'execution') running[name === 'RUNNING' ? 'add' : 'delete'](String(detail?.execution));
  return [...running];
};

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** One look of `Probe` in each Region, in this order: a heartbeat is written before it is read. */
export const look = async (world: World, regions: readonly string[]): Promise<void> => {
  for (const region of regions)
    expect(await world.invoke(region, 'Probe', { looks: 1 })).toMatchObject({ payload: { looked: 1 } });
};

/** One turn of `Reconcile`: what it came to, for the demo's datastore. */
export const reconcile = async (world: World, region: string): Promise<string> => {
  const { payload, functionError } = await world.invoke(region, 'Reconcile', {});
  expect([functionError, payload]).toEqual([undefined, expect.anything()]);
  return String(Reflect.get(Object(payload), datastore));
};

/** Clients count an error, where the client alarm is kept. */
export const clientsFail = async (world: World): Promise<void> => {
  const { Namespace, ...metric } = clientErrors(datastore);
  const command = new PutMetricDataCommand({ Namespace, MetricData: [{ ...metric, Value: 5, StorageResolution: 1 }] });
  await world.client(CloudWatchClient, witness).send(command);
  // An alarm looks at whole periods.
  world.advance(10_000);
  world.evaluateAlarms(witness);
};

/** The primary Region goes dark, and is bad long enough for the demo's persistence of 20 s. Alarms are not evaluated. */
export const loseEast = async (world: World, { clientsNotice = true } = {}): Promise<void> => {
  world.blackout(east);
  // What was on its way still arrives at the first look.
  await look(world, [west]);
  world.advance(5_000);
  await look(world, [west]);
  world.advance(26_000);
  if (clientsNotice) await clientsFail(world);
};

/** `loseEast`, long enough for the alarms of the west to act; `ReceiveAlarm` has run when it resolves. */
export const loseEastUntilAlarm = async (world: World): Promise<void> => {
  await loseEast(world);
  for (const _ of ['first datapoint', 'second datapoint']) {
    await look(world, [west]);
    world.advance(10_000);
  }
  await clientsFail(world);
  world.evaluateAlarms(west);
  await world.drained();
};

/** What an administrator does in the console. */
export const promoteByHand = (world: World, region: string, id: string): Promise<unknown> =>
  world.client(ElastiCacheClient, region).send(
    new FailoverGlobalReplicationGroupCommand({
      GlobalReplicationGroupId: group,
      PrimaryRegion: region,
      PrimaryReplicationGroupId: id,
    }),
  );

/** Turns the runtime switch of a Region; without a word it is removed. */
export const turnSwitch = (world: World, region: string, word?: string): Promise<unknown> => {
  const Name = `/failover/${datastore}/switch`;
  const client = world.client(SSMClient, region);
  if (word === undefined) return client.send(new DeleteParameterCommand({ Name }));
  return client.send(new PutParameterCommand({ Name, Value: word, Type: 'String', Overwrite: true }));
};

/** What clients read in a Region. */
export const published = (world: World, region: string): PublishedEndpoint | undefined => {
  const text = world.ssm.value(region, `/failover/${datastore}/endpoint`);
  return text === undefined ? undefined : PublishedEndpoint.parse(JSON.parse(text));
};

/** Starts the workflow and waits for its end. */
export const run = async (world: World, region: string, input: unknown) =>
  world.execution(await world.startExecution(region, input));

/** The input of a run that our own trigger started. */
export const automatic = { datastore, requestedBy: 'reconcile' };

/** An item of a Region's journal, as it is stored. */
export const journal = async (
  world: World,
  region: string,
  item: 'incident' | 'probe',
): Promise<Record<string, unknown>> => {
  const table = world.stacks
    .filter((stack) => stack.region === region)
    .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::DynamoDB::Table'))[0];
  const Key = { datastore: { S: datastore }, item: { S: item } };
  const command = new GetItemCommand({ TableName: String(table?.ref), Key });
  const { Item = {} } = await world.client(DynamoDBClient, region).send(command);
  return Item;
};

/** The token in the newest request for approval, once one was sent. */
export const approvalToken = (seen: Pick<ReturnType<typeof watch>, 'pages'>): Promise<string> =>
  eventually(() => {
    const token = seen
      .pages()
      .map(({ message }) => /send-task-success .*--task-token '([^']+)'/.exec(message)?.[1])
      .findLast(Boolean);
    if (token === undefined) throw new Error('nobody was asked');
    return token;
  });

/** What a person does with the command in the request for approval. */
export const approve = async (world: World, seen: Pick<ReturnType<typeof watch>, 'pages'>): Promise<void> => {
  const taskToken = await approvalToken(seen);
  const output = JSON.stringify({ approvedBy: 'a person' });
  await world.client(SFNClient, west).send(new SendTaskSuccessCommand({ taskToken, output }));
};

/** The name of the role of a function, by the function's name in the sources. */
export const roleOf = (world: World, region: string, name: string): string => {
  const resources = world.stacks.filter((stack) => stack.region === region).flatMap((stack) => stack.resources);
  const found = resources.find(({ type, logicalId }) => type === 'AWS::IAM::Role' && logicalId.includes(`${name}Role`));
  if (!found) throw new RangeError(`no role of ${name} in ${region}`);
  return found.ref;
};

/** Sets the clock forward over what a run only waits for: a retry's pause, a promotion that does not come. */
export const hurry = (world: World) => {
  const jumps = new Set<Promise<void>>();
  const jumpSoon = (ms: number): void => {
    // Once the workflow has begun to wait.
    const jump = wait(5).then(() => {
      jumps.delete(jump);
      world.advance(ms);
    });
    jumps.add(jump);
  };
  const stop = world.history.follow(({ kind, name, detail }) => {
    const failed = kind === 'function' && detail?.functionError !== undefined;
    const refused = kind === 'call' && name === 'lambda:Invoke' && detail?.outcome === 'AccessDeniedException';
    if (failed || refused) jumpSoon(10_000);
    if (kind === 'state' && name === 'WaitForPromotion' && detail?.at === 'entered') jumpSoon(301_000);
  });
  return { stop, settled: () => Promise.all(jumps) };
};

/** What CloudWatch hands `ReceiveAlarm` when "primary down" changes to ALARM. */
export const alarmEvent = ({ account }: World, since: Date) => {
  const alarmName = `failover-${datastore}-primary-down`;
  return {
    source: 'aws.cloudwatch',
    alarmArn: `arn:aws:cloudwatch:${west}:${account}:alarm:${alarmName}`,
    accountId: account,
    region: west,
    time: since.toISOString(),
    alarmData: { alarmName, state: { value: 'ALARM', timestamp: since.toISOString() } },
  };
};

/** What happens from now on, as the sandbox records it. */
export const watch = (world: World) => {
  const start = world.history.entries.length;
  const entries = (kind: Entry['kind']): Entry[] =>
    world.history.entries.slice(start).filter((entry) => entry.kind === kind);
  const effects = (...names: string[]): Entry[] => entries('effect').filter(({ name }) => names.includes(name));
  const text = (entry: Entry, member: string): string => String(entry.detail?.[member] ?? '');
  return {
    /** Promotions that ElastiCache accepted, whether or not the caller heard of it. */
    promotions: () => effects('elasticache:promotion-accepted').map(({ region }) => region),
    promotionCalls: () => entries('call').filter(({ name }) => name === 'elasticache:FailoverGlobalReplicationGroup'),
    /** Everything that clients, or the caches, could feel. */
    changes: () =>
      entries('effect')
        .filter(({ name }) => /^(elasticache|ssm|route53):/.test(name))
        .map(({ name, region }) => `${name} ${region}`),
    pages: () => entries('page').map((page) => ({ subject: text(page, 'subject'), message: text(page, 'message') })),
    subjects: () => entries('page').map((page) => text(page, 'subject')),
    /** ARNs of the executions that were started. */
    started: () => [
      ...new Set(
        entries('execution')
          .filter(({ name }) => name === 'RUNNING')
          .map((entry) => executionArn(text(entry, 'arn'), text(entry, 'execution'))),
      ),
    ],
    /** What functions logged as JSON. */
    logged: (): Record<string, unknown>[] => entries('log').flatMap((entry) => parsed(text(entry, 'message'))),
    /** Calls that IAM refused. */
    denials: () => entries('call').filter((call) => /AccessDenied|AuthorizationError/.test(text(call, 'outcome'))),
    /** All that was said to people or written to a log. */
    said: () => [...entries('page'), ...entries('log')].map((entry) => text(entry, 'message')).join('\n'),
  };
};

const executionArn = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

const parsed = (line: string): Record<string, unknown>[] => {
  try {
    return [Object(JSON.parse(line))];
  } catch {
    return [];
  }
};
