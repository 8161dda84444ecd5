import { DescribeGlobalReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { AwsError } from '../../../sandbox/aws/service.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { json, textOf } from './protocols/raw-request.ts';
import { ACCOUNT, admin, overHttp, ROLE, rejection, toy, toyFront } from './protocols/toy-front.ts';

const get = json('ssm', 'GetParameter', '{"Name":"/a/b"}');
const parameter = { ssm: { GetParameter: () => ({ Parameter: { Name: '/a/b', Value: 'v' } }) } };
const ssmClient = (endpoint: string, credentials = admin) =>
  new SSMClient({ endpoint, region: 'us-west-2', credentials, maxAttempts: 1 });
const calls = (world: ReturnType<typeof toyFront>) => world.history.entries.filter(({ kind }) => kind === 'call');

test('the signature tells service, Region and principal; the history tells the rest', async () => {
  const seen: unknown[] = [];
  const world = toyFront({
    ssm: {
      GetParameter: (_input, { allows, ...call }) => {
        seen.push(call);
        return {};
      },
    },
  });
  world.iam.allow(ROLE, { Statement: { Effect: 'Allow', Action: 'ssm:*', Resource: '*' } });
  await overHttp(world, async (endpoint) => {
    const client = ssmClient(endpoint, toy);
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['x-sandbox-from'] = 'eu-west-1';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    await client.send(new GetParameterCommand({ Name: '/a/b' }));
    client.destroy();
  });
  const requestId = '00000000-0000-4000-8000-000000000001';
  const principal = { kind: 'role', roleArn: ROLE, session: 'toy-session' };
  const call = { service: 'ssm', operation: 'GetParameter', region: 'us-west-2', from: 'eu-west-1' };
  expect(seen).toEqual([{ ...call, account: ACCOUNT, principal, requestId, sentAt: expect.any(Number) }]);
  expect(calls(world)).toMatchObject([
    {
      kind: 'call',
      region: 'us-west-2',
      name: 'ssm:GetParameter',
      detail: { from: 'eu-west-1', principal: ROLE, outcome: 'OK', requestId, input: { Name: '/a/b' } },
    },
  ]);
});

test('a place that is not in the world counts as outside', async () => {
  const world = toyFront(parameter);
  await overHttp(world, async (endpoint) => {
    await fetch(endpoint, { method: 'POST', body: textOf(get), headers: { ...get.headers, 'x-sandbox-from': 'mars' } });
  });
  expect(calls(world)[0]?.detail?.from).toBe('outside');
});

test("an answer bears the world's date: by another one an SDK would correct its clock, and repeat what is refused", async () => {
  const world = toyFront(parameter, { clock: manualClock() });
  await overHttp(world, async (endpoint) => {
    const { headers } = await fetch(endpoint, { method: 'POST', body: textOf(get), headers: get.headers });
    expect(headers.get('date')).toBe('Mon, 23 Nov 2026 08:00:00 GMT');
  });
});

test('a Region or a service that the sandbox does not have is named, with those it has', async () => {
  const world = toyFront(parameter);
  const elsewhere = { ...get, headers: { ...get.headers, authorization: sign('ssm', 'ap-south-1') } };
  const response = await world.front.handle(elsewhere, 'outside');
  expect(JSON.parse(textOf(response))).toEqual({
    __type: 'UnrecognizedClientException',
    message: 'The sandbox has no Region ap-south-1; it has us-east-1, us-west-2, eu-west-1.',
  });
  const other = { ...get, headers: { ...get.headers, authorization: sign('s3', 'us-west-2') } };
  expect(textOf(await world.front.handle(other, 'outside'))).toContain('no service s3; it has ssm.');
});

const sign = (service: string, region: string): string =>
  `AWS4-HMAC-SHA256 Credential=K/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;

test('what is not granted is denied in each service’s own form, with AWS’s wording', async () => {
  const world = toyFront({
    ...parameter,
    elasticache: { DescribeGlobalReplicationGroups: () => ({}) },
  });
  world.iam.allow(ROLE, { Statement: { Effect: 'Allow', Action: 'ssm:GetParameter', Resource: '*' } });
  await overHttp(world, async (endpoint) => {
    const ssm = ssmClient(endpoint, toy);
    const denied = await rejection(ssm.send(new PutParameterCommand({ Name: '/a', Value: 'v' })));
    expect(denied.name).toBe('UnknownOperationException');
    await ssm.send(new GetParameterCommand({ Name: '/a/b' }));
    const cache = new ElastiCacheClient({ endpoint, region: 'us-west-2', credentials: toy, maxAttempts: 1 });
    const refused = await rejection(
      cache.send(new DescribeGlobalReplicationGroupsCommand({ GlobalReplicationGroupId: 'ldgnf-sessions' })),
    );
    expect(refused).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
    expect(refused.message).toBe(
      `User: arn:aws:sts::${ACCOUNT}:assumed-role/toy/toy-session is not authorized to perform: elasticache:DescribeGlobalReplicationGroups on resource: arn:aws:elasticache::${ACCOUNT}:globalreplicationgroup:ldgnf-sessions because no identity-based policy allows the elasticache:DescribeGlobalReplicationGroups action`,
    );
    for (const client of [ssm, cache]) client.destroy();
  });
  expect(calls(world).at(-1)?.detail?.outcome).toBe('AccessDenied');
});

test('a service can ask what else the caller is granted', async () => {
  const asked: boolean[] = [];
  const world = toyFront({
    monitoring: { DescribeAlarms: (_input, { allows }) => asked.push(allows('*')) && {} },
  });
  const headers = { ...json('monitoring', 'DescribeAlarms', '{}').headers, authorization: toySigned('monitoring') };
  const describe = () => world.front.handle({ ...json('monitoring', 'DescribeAlarms', '{}'), headers }, 'outside');
  world.iam.allow(ROLE, allowing('cloudwatch:DescribeAlarms', `arn:aws:cloudwatch:us-west-2:${ACCOUNT}:alarm:*`));
  expect((await describe()).status).toBe(200);
  world.iam.allow(ROLE, allowing('cloudwatch:DescribeAlarms', '*'));
  await describe();
  expect(asked).toEqual([false, true]);
});

const allowing = (Action: string, Resource: string) => ({ Statement: [{ Effect: 'Allow', Action, Resource }] });
const toySigned = (service: string) =>
  sign(service, 'us-west-2').replace('Credential=K/', `Credential=${toy.accessKeyId}/`);

test('a mistake of a service is a 500 to the caller, and is told to the history', async () => {
  const world = toyFront({
    ssm: {
      GetParameter: () => {
        throw new TypeError('a bug');
      },
    },
  });
  const response = await world.front.handle(get, 'outside');
  expect([response.status, textOf(response)]).toEqual([500, expect.stringContaining('InternalServerError')]);
  expect(calls(world)[0]?.detail?.cause).toContain('TypeError: a bug');
});

test('refusals of the services arrive with their own status', async () => {
  const world = toyFront({
    ssm: {
      GetParameter: () => {
        throw new AwsError('SomethingNew', 'm', { status: 418, members: { Extra: 1 } });
      },
    },
  });
  const response = await world.front.handle(get, 'outside');
  expect([response.status, JSON.parse(textOf(response))]).toEqual([
    418,
    { __type: 'SomethingNew', message: 'm', Extra: 1 },
  ]);
});
