// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is CloudFormation's own syntax.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCloudwatch } from '../../../sandbox/aws/services/cloudwatch.ts';
import { createLogs } from '../../../sandbox/aws/services/logs.ts';
import { createSns } from '../../../sandbox/aws/services/sns.ts';
import { createSsm } from '../../../sandbox/aws/services/ssm.ts';
import { createStates } from '../../../sandbox/aws/services/states.ts';
import { deployAssembly, Permissions, type Targets, Trusts } from '../../../sandbox/cloudformation.ts';
import { History } from '../../../sandbox/history.ts';
import { createIam } from '../../../sandbox/iam.ts';
import type { FunctionSpec } from '../../../sandbox/lambda.ts';
import { Network } from '../../../sandbox/network.ts';
import { createSchedules } from '../../../sandbox/schedules.ts';
import { manualClock } from '../../support/manual-clock.ts';

const account = '111122223333';

/** Real services, and a Lambda that only keeps what was deployed to it. */
export const targetsForTest = () => {
  const clock = manualClock();
  const history = new History(clock);
  const network = new Network(['us-east-1', 'us-west-2'], history);
  const core = { clock, history, network, account };
  const functions = new Map<string, FunctionSpec>();
  const tables: unknown[] = [];
  const targets = {
    iam: createIam(),
    trusts: new Trusts(),
    policies: new Map<string, unknown>(),
    permissions: new Permissions(),
    lambda: {
      deploy: (spec: FunctionSpec) => void functions.set(spec.name, spec),
      find: (name: string) => functions.get(name.split(':').at(-1) ?? ''),
    },
    states: createStates({ ...core, random: () => 0.5, invoke: () => Promise.reject(new Error('not invoked')) }),
    schedules: createSchedules({ ...core, mode: 'never', invoke: async () => {} }),
    cloudwatch: createCloudwatch({ ...core, actions: { lambda: () => {}, sns: () => {} } }),
    ssm: createSsm(core),
    sns: createSns(core),
    logs: createLogs(core),
    dynamodb: {
      ensureTable: async (region: string, properties: { readonly TableName: string }) => {
        tables.push(properties);
        return { arn: `arn:aws:dynamodb:${region}:${account}:table/${properties.TableName}` };
      },
    },
  } satisfies Targets;
  return { ...targets, functions, tables, clock };
};

/** Writes a cloud assembly of one stack called `app`, with one asset `code.zip`, and deploys it. */
export const deploy = async (template: object, targets: Targets = targetsForTest()) => {
  const directory = mkdtempSync(join(tmpdir(), 'assembly-'));
  const file = (name: string, content: unknown) => writeFileSync(join(directory, name), JSON.stringify(content));
  mkdirSync(join(directory, 'asset.code'));
  file('app.template.json', template);
  file('app.assets.json', {
    files: { code: { source: { path: 'asset.code' }, destinations: { here: { objectKey: 'code.zip' } } } },
  });
  file('manifest.json', {
    artifacts: {
      'app.assets': { type: 'cdk:asset-manifest', properties: { file: 'app.assets.json' } },
      app: {
        type: 'aws:cloudformation:stack',
        environment: `aws://${account}/us-east-1`,
        properties: { templateFile: 'app.template.json' },
        dependencies: ['app.assets'],
      },
    },
  });
  try {
    const [stack] = await deployAssembly(directory, targets);
    if (!stack) throw new Error('no stack was deployed');
    return stack;
  } finally {
    rmSync(directory, { recursive: true });
  }
};

export const trust = (service: string) => ({
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

export const role = (service = 'lambda.amazonaws.com', more: object = {}) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trust(service), ...more },
});

export const lambdaFunction = (more: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: { 'Fn::Sub': 'assets-${AWS::AccountId}-${AWS::Region}' }, S3Key: 'code.zip' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    ...more,
  },
});
