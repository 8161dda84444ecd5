import { type AddressInfo, connect } from 'node:net';
import { DescribeGlobalReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { AwsError } from '../../../sandbox/aws/service.ts';
import { FaultPlan } from '../../../sandbox/faults.ts';
import { json, rest, textOf } from './protocols/raw-request.ts';
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
  expect(seen).toEqual([{ ...call, account: ACCOUNT, principal, requestId }]);
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

test('a dark Region never answers, and says nothing on the socket either', async () => {
  const world = toyFront(parameter);
  world.network.blackout('us-west-2');
  await overHttp(world, async (endpoint) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(endpoint).port) });
    const received: Buffer[] = [];
    socket.on('data', (chunk) => received.push(chunk));
    const { authorization, 'x-amz-target': target } = get.headers;
    const headers = [
      `authorization: ${authorization}`,
      `x-amz-target: ${target}`,
      `content-length: ${get.body.length}`,
    ];
    const noted = new Promise<void>((resolve) => world.history.follow(() => resolve()));
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\n${headers.join('\r\n')}\r\n\r\n${textOf(get)}`);
    await noted;
    expect((socket.address() as AddressInfo).port).toBeGreaterThan(0);
    expect(received).toEqual([]);
    socket.destroy();
  });
  expect(calls(world)).toMatchObject([{ detail: { outcome: 'Unreachable' } }]);
  expect(world.inputs).toEqual([]);
});

test('a link that is cut while the service works: the effect stands, the answer never comes', async () => {
  const world = toyFront({
    ssm: {
      PutParameter: () => {
        world.network.cut('us-east-1', 'us-west-2');
        return { Version: 1 };
      },
    },
  });
  const given = new AbortController();
  const request = json('ssm', 'PutParameter', '{"Name":"/a","Value":"v","Type":"String"}');
  const answer = world.front.handle(request, 'us-east-1', { signal: given.signal });
  given.abort(new Error('gave up'));
  await expect(answer).rejects.toThrow('gave up');
  expect(world.inputs).toHaveLength(1);
  expect(calls(world)).toMatchObject([{ detail: { outcome: 'NeverAnswered' } }]);
});

test('a cut concerns its own link only', async () => {
  const world = toyFront(parameter);
  world.network.cut('us-east-1', 'us-west-2');
  expect(world.front.connects(get, 'us-east-1')).toBe(false);
  expect((await world.front.handle(get, 'eu-west-1')).status).toBe(200);
  world.network.heal('us-west-2');
  expect((await world.front.handle(get, 'us-east-1')).status).toBe(200);
});

test('Route 53 lives in us-east-1, whatever the signature says', async () => {
  const list = () => ({ HostedZones: [], IsTruncated: false, MaxItems: 100 });
  const world = toyFront({ route53: { ListHostedZones: list } });
  const request = rest('route53', ['GET', '/2013-04-01/hostedzone']);
  expect((await world.front.handle(request, 'us-west-2')).status).toBe(200);
  expect(calls(world)[0]?.region).toBe('us-east-1');
  world.network.blackout('us-east-1');
  expect(world.front.connects(request, 'us-west-2')).toBe(false);
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

test('faults: which call they hit, and on which side of the effect', async () => {
  const plan = new FaultPlan();
  let effects = 0;
  const ssm = {
    GetParameter: () => {
      effects += 1;
      return {};
    },
  };
  const world = toyFront({ ssm }, { faults: plan });
  const site = { service: 'ssm', operation: 'GetParameter', region: 'us-west-2', from: 'eu-west-1' } as const;
  const outcome = async () => {
    effects = 0;
    const patience = new AbortController();
    const off = world.history.follow((entry) => {
      if (entry.detail?.outcome === 'NeverAnswered') patience.abort(new Error('silence'));
    });
    const answer = await world.front
      .handle(get, 'eu-west-1', { signal: patience.signal })
      .then(({ status, body }) => `${status} ${JSON.parse(textOf({ body })).__type ?? ''}`)
      .catch((error) => error.code ?? error.message);
    off();
    return [answer, effects];
  };
  const table = [
    ['throttle', '400 ThrottlingException', 0],
    ['deny', '400 AccessDeniedException', 0],
    ['500-before', '500 InternalServerError', 0],
    ['500-after', '500 InternalServerError', 1],
    ['timeout-before', 'silence', 0],
    ['timeout-after', 'silence', 1],
    ['reset', 'ECONNRESET', 1],
  ] as const;
  for (const [kind, answer, times] of table) {
    const heal = plan.add(site, { kind });
    expect([kind, ...(await outcome())]).toEqual([kind, answer, times]);
    heal();
    expect(await outcome()).toEqual(['200 ', 1]);
  }
  plan.add({ ...site, nth: 2 }, { kind: 'throttle' });
  plan.add({ role: 'somebody' }, { kind: 'deny' });
  plan.add({ region: 'us-east-1' }, { kind: 'deny' });
  expect([await outcome(), await outcome(), await outcome()].map(([answer]) => answer)).toEqual([
    '200 ',
    '400 ThrottlingException',
    '200 ',
  ]);
});

test('a slow call has its effect at once and answers when its time has passed', async () => {
  const timers: (() => void)[] = [];
  const after = (_ms: number, callback: () => void) => {
    timers.push(callback);
    return () => {};
  };
  const clock = { now: () => 0, after };
  const plan = new FaultPlan();
  plan.add({}, { kind: 'slow', ms: 5000 });
  const world = toyFront(parameter, { faults: plan, clock });
  let answered = false;
  const answer = world.front.handle(get, 'outside').then((response) => {
    answered = true;
    return response.status;
  });
  while (timers.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect([world.inputs.length, answered, timers.length]).toEqual([1, false, 1]);
  timers[0]?.();
  expect(await answer).toBe(200);
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
