import { expect, test } from '@jest/globals';
import { witness, witnessStep } from '../../functions/handlers/witness.ts';
import type { Look, MemberView, Topology } from '../../functions/ports.ts';
import { AwsError } from '../../sandbox/aws/service.ts';
import { aWorld } from '../functions/a-world.ts';
import { frontWorld, scripted } from '../functions/aws/front-world.ts';

const member: MemberView = { status: 'modifying', cluster: false, port: 6379, shards: [], nodes: [] };
const answered: Look<MemberView> = { outcome: 'answered', value: member };
const failed = (outcome: 'dark' | 'refused' | 'unknown'): Look<MemberView> => ({
  outcome,
  detail: `it was ${outcome}`,
});

const look = (there: Look<MemberView>, self: Look<MemberView>) => {
  const { world } = aWorld();
  const topology: Topology = {
    readMember: async (region) => (region === 'us-east-1' ? there : self),
    readGroup: async () => ({ outcome: 'unknown', detail: 'not asked' }),
    promote: async () => {},
  };
  const ask = witness({ topology, clock: world.clock }, world.settings);
  return ask({ region: 'us-east-1', replicationGroupId: 'sessions-use1' });
};

test.each([
  ['alive', answered, answered],
  ['alive', failed('refused'), failed('refused')],
  ['alive', answered, failed('dark')],
  ['dark', failed('dark'), answered],
  ['dark', failed('dark'), failed('refused')],
  ['unknown', failed('dark'), failed('dark')],
  ['unknown', failed('dark'), failed('unknown')],
  ['unknown', failed('unknown'), answered],
] as const)('%s: there %j, here %j', async (api, there, self) => {
  expect(await look(there, self)).toMatchObject({
    api,
    region: 'us-east-1',
    seenAt: Date.parse('2026-11-23T12:00:00.000Z'),
  });
});

test('says how the Region sees its member', async () => {
  expect(await look(answered, failed('refused'))).toMatchObject({ status: 'modifying' });
  expect('status' in (await look(failed('refused'), answered))).toBe(false);
});

test('over real bytes: a dark Region is dark, once this one says it knows no such group', async () => {
  const { world, network } = frontWorld([
    scripted('elasticache', 'DescribeReplicationGroups', [
      () => {
        throw new AwsError('ReplicationGroupNotFoundFault', 'no such group', { status: 404 });
      },
    ]),
  ]);
  const ask = () =>
    witnessStep.inWorld(world)({ region: 'us-east-1', replicationGroupId: 'sessions-use1' }, { awsRequestId: 'r' });

  expect(await ask()).toMatchObject({ api: 'alive' });
  network.blackout('us-east-1');
  expect(await ask()).toMatchObject({ api: 'dark' });
});
