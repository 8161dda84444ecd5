import { spawn, spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import { approvalIn } from '../support/approval-in.ts';
import { approvalToken, datastore, east, settledWorld, start, stop, watch, west } from '../support/world.ts';

/** The stock clients are tools of these tests: where one is missing, its tests are skipped by name. */
const runs = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const withCli = runs('aws', '--version') ? test : test.skip;
const withBoto3 = runs('python3', '-c', 'import boto3') ? test : test.skip;

let world: World;
beforeAll(async () => {
  world = await settledWorld();
}, 20_000);
afterAll(() => stop(world), 20_000);

const output = (
  command: string,
  args: readonly string[],
): Promise<{ status: number | null; out: string; err: string }> =>
  new Promise((resolve, reject) => {
    const env = {
      ...process.env,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, out, err }));
  });

const aws = async (line: string, ...more: string[]): Promise<unknown> => {
  const args = ['--endpoint-url', world.endpoint, '--region', west, '--output', 'json', ...line.split(' '), ...more];
  const { status, out, err } = await output('aws', args);
  expect([line, status, err]).toEqual([line, 0, '']);
  return out === '' ? undefined : JSON.parse(out);
};

withCli(
  'the AWS CLI shows the roles, and starts a dry run from one line of JSON',
  async () => {
    const groups = await aws('elasticache describe-global-replication-groups --show-member-info');
    expect(groups).toMatchObject({
      GlobalReplicationGroups: [
        {
          Status: 'available',
          Members: expect.arrayContaining([expect.objectContaining({ ReplicationGroupRegion: east, Role: 'PRIMARY' })]),
        },
      ],
    });
    const stateMachine = `arn:aws:states:${west}:${world.account}:stateMachine:failover`;
    const started = await aws(
      `stepfunctions start-execution --state-machine-arn ${stateMachine} --input`,
      '{"datastore":"sessions","mode":"dry-run"}',
    );
    const ended = await world.execution(String(Reflect.get(Object(started), 'executionArn')));
    expect([ended.status, JSON.parse(ended.output ?? '{}').outcome]).toEqual(['SUCCEEDED', 'planned']);
  },
  60_000,
);

withCli(
  'the AWS CLI talks to every service',
  async () => {
    const topic = `arn:aws:sns:${west}:${world.account}:failover`;
    const lines = [
      'cloudwatch describe-alarms --alarm-types CompositeAlarm MetricAlarm',
      'cloudwatch set-alarm-state --alarm-name failover-sessions-probe-ran --state-value OK --state-reason test',
      'ssm get-parameter --name /failover/sessions/endpoint',
      'route53 list-resource-record-sets --hosted-zone-id Z0SESSIONS0EXAMPLE',
      `sns list-subscriptions-by-topic --topic-arn ${topic}`,
      'events put-events --entries [{"Source":"test","DetailType":"Test","Detail":"{}"}]',
      'lambda invoke --function-name failover-Reconcile /dev/null',
      'dynamodb list-tables',
      'sts get-caller-identity',
      'elasticache describe-events',
      `logs filter-log-events --log-group-name ${logGroup()}`,
      'stepfunctions list-state-machines',
    ];
    await Promise.all(lines.map((line) => aws(line)));
  },
  90_000,
);

withCli(
  'an operation that the sandbox does not have is refused at once, in the service’s own words',
  async () => {
    const args = ['--endpoint-url', world.endpoint, '--region', west, 'elasticache', 'describe-snapshots'];
    const { status, err } = await output('aws', args);
    expect(status).not.toBe(0);
    expect(err).toMatch(/DescribeSnapshots/);
  },
  30_000,
);

withBoto3(
  'boto3 calls every operation once',
  async () => {
    const override = ['DataStillArriving', 'TooFewConfirmations', 'NotPersistent'];
    const ask = async () => {
      const seen = watch(world);
      const arn = await start(world, west, { datastore, override, requestedBy: 'ada' });
      const token = await approvalToken(seen);
      const page = seen.pages().findLast(({ message }) => message.includes(token))?.message ?? '';
      return { arn, token, answer: JSON.stringify(approvalIn(page)) };
    };
    const declined = await ask();
    const approved = await ask();
    const given = {
      endpoint: world.endpoint,
      account: world.account,
      now: Math.floor(world.clock.now() / 1000),
      declined: declined.token,
      approved: approved.token,
      answer: approved.answer,
      approvedRun: approved.arn,
      logGroup: logGroup(),
      table: deployed('AWS::DynamoDB::Table'),
    };
    const { status, out, err } = await output('python3', ['test/clients/every-operation.py', JSON.stringify(given)]);
    expect([status, err]).toEqual([0, '']);
    const results: Record<string, string> = JSON.parse(out);
    expect(Object.entries(results).filter(([, result]) => result !== 'ok')).toEqual([]);
    expect(Object.keys(results)).toHaveLength(51);
    const ends = await Promise.all([declined, approved].map(({ arn }) => world.execution(arn)));
    expect(ends.map((ended) => JSON.parse(ended.output ?? '{}').outcome)).toEqual(['held', 'lossy']);
  },
  90_000,
);

const deployed = (type: string): string => {
  const resources = world.stacks.filter(({ region }) => region === west).flatMap((stack) => stack.resources);
  return String(resources.find((resource) => resource.type === type)?.ref);
};

const logGroup = (): string => deployed('AWS::Logs::LogGroup');
