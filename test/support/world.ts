import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { type AttributeValue, DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect } from '@jest/globals';
import { Redis } from 'ioredis';
import { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import { recordOf } from '../../sandbox/checkers/record-of-world.ts';
import { checkAll, describeViolation } from '../../sandbox/checkers.ts';
import { clientErrors, noWorldDelays, startWorld, type World, type WorldOptions } from '../../sandbox/world.ts';

export { approvalToken, approve, promoteByHand, turnSwitch } from './people.ts';
export { hurry, watch } from './watch.ts';

export const east = 'us-east-1';
export const west = 'us-west-2';
export const witness = 'eu-west-1';
export const datastore = 'sessions';

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
  await applicationWrites(world);
  await reconcile(world, east);
  await reconcile(world, west);
  await look(world, [east, west]);
  world.advance(10_000);
  await look(world, [east, west]);
};

/** An application's keys, in the Region that takes writes and copied to the other. */
const applicationWrites = async (world: World): Promise<void> => {
  const writer = world.elasticache.writer('ldgnf-sessions')?.region;
  const host = `127.0.${world.regions.indexOf(String(writer)) + 1}.1`;
  const client = new Redis({ host, port: world.redis.get(datastore)?.port ?? 0 });
  try {
    await client.mset(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`session:${index}`, 'somebody'])));
  } finally {
    client.disconnect();
  }
};

/** Ends the world, and with it holds what no scenario may leave behind: a running execution, a server, a broken promise. */
export const stop = async (world: World): Promise<void> => {
  const pids = [...world.redis.values()].flatMap((servers) => servers.pids());
  const running = runningExecutions(world);
  const violations = checkAll(recordOf(world, { alarmsAsked: true })).map(describeViolation);
  await world.stop();
  expect(running).toEqual([]);
  expect(violations).toEqual([]);
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
  for (const _ of ['two', 'looks']) {
    world.advance(12_500);
    await look(world, [west]);
  }
  if (clientsNotice) await clientsFail(world);
  // What Probe remembers counts only while it looks.
  await look(world, [west]);
};

/** It stays bad, and `Probe` goes on looking: after a time without looks a row of bad ones begins anew. */
export const stayBad = async (world: World, region: string, seconds = 30): Promise<void> => {
  for (let passed = 0; passed < seconds; passed += 10) {
    world.advance(10_000);
    await look(world, [region]);
  }
  await clientsFail(world);
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

/** What clients read in a Region. */
export const published = (world: World, region: string): PublishedEndpoint | undefined => {
  const text = world.ssm.value(region, `/failover/${datastore}/endpoint`);
  return text === undefined ? undefined : PublishedEndpoint.parse(JSON.parse(text));
};

/** Starts the workflow, with Probe's last look about as fresh as its schedule would keep it. Answers the ARN. */
export const start = async (world: World, region: string, input: unknown): Promise<string> => {
  const { lookedAt } = await journal(world, region, 'probe');
  const stale = lookedAt !== undefined && world.clock.now() - Number(lookedAt.N) > 12_000;
  if (stale) await look(world, [region]);
  return world.startExecution(region, input);
};

/** `start`, and waits for the end. */
export const run = async (world: World, region: string, input: unknown) =>
  world.execution(await start(world, region, input));

/** The input of a run that our own trigger started. */
export const automatic = { datastore, requestedBy: 'reconcile' };

/** An item of a Region's journal, as it is stored. */
export const journal = async (
  world: World,
  region: string,
  item: 'incident' | 'probe',
): Promise<Record<string, AttributeValue>> => {
  const table = world.stacks
    .filter((stack) => stack.region === region)
    .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::DynamoDB::Table'))[0];
  const Key = { datastore: { S: datastore }, item: { S: item } };
  const command = new GetItemCommand({ TableName: String(table?.ref), Key });
  const { Item = {} } = await world.client(DynamoDBClient, region).send(command);
  return Item;
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

/** The name of the role of a function, by the function's name in the sources. */
export const roleOf = (world: World, region: string, name: string): string => {
  const resources = world.stacks.filter((stack) => stack.region === region).flatMap((stack) => stack.resources);
  const found = resources.find(({ type, logicalId }) => type === 'AWS::IAM::Role' && logicalId.includes(`${name}Role`));
  if (!found) throw new RangeError(`no role of ${name} in ${region}`);
  return found.ref;
};
