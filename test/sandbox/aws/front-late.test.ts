import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { directTransport } from '../../../sandbox/aws/direct-transport.ts';
import { createFront } from '../../../sandbox/aws/front.ts';
import { createSsm } from '../../../sandbox/aws/services/ssm.ts';
import { FaultPlan } from '../../../sandbox/faults.ts';
import { History } from '../../../sandbox/history.ts';
import { createIam } from '../../../sandbox/iam.ts';
import { Network } from '../../../sandbox/network.ts';
import { manualClock } from '../../support/manual-clock.ts';

const region = 'us-west-2';
const account = '111122223333';

const setUp = () => {
  const clock = manualClock();
  const history = new History(clock);
  const network = new Network([region], history);
  const faults = new FaultPlan();
  const front = createFront({
    ...{ services: [createSsm({ clock, history, account })], network, history, clock, account, faults },
    ...{ authorize: createIam().authorize, credentials: new Map() },
  });
  const credentials = { accessKeyId: 'somebody', secretAccessKey: 'nothing' };
  const client = new SSMClient({
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: directTransport(front, region, { clock }),
  });
  return {
    clock,
    faults,
    put: (Value: string) =>
      client.send(new PutParameterCommand({ Name: '/a', Value, Type: 'String', Overwrite: true })),
    get: async () => (await client.send(new GetParameterCommand({ Name: '/a' }))).Parameter?.Value,
  };
};

test('a stale read is answered as the same request was that long ago; a write is not', async () => {
  const { clock, faults, put, get } = setUp();
  await put('old');
  expect(await get()).toBe('old');
  await clock.advance(10_000);
  const heal = faults.add({}, { kind: 'stale', ms: 5_000 });
  await put('new');
  expect(await get()).toBe('old');
  heal();
  expect(await get()).toBe('new');
});

test('what was never asked before is answered as it is', async () => {
  const { faults, put, get } = setUp();
  await put('only');
  faults.add({}, { kind: 'stale', ms: 5_000 });
  expect(await get()).toBe('only');
});

test('a truncated answer fails its reader, and the change was made', async () => {
  const { faults, put, get } = setUp();
  faults.add({ operation: 'PutParameter', times: 1 }, { kind: 'truncated' });
  await expect(put('made')).rejects.toThrow();
  expect(await get()).toBe('made');
});
