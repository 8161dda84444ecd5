import { expect, test } from '@jest/globals';
import { east, group, ireland, twoRegions, west } from './two-regions.ts';

const notFound = { code: 'GlobalReplicationGroupNotFoundFault', status: 404 };
const wrongState = { code: 'InvalidGlobalReplicationGroupState', status: 400 };

test('disassociating a secondary: modifying, disassociating, gone, and it takes writes on its own', async () => {
  const { disassociate, describe, clock, driven, call } = twoRegions();

  expect(await disassociate(west)).toMatchObject({
    GlobalReplicationGroup: {
      Status: 'modifying',
      Members: [{}, { ReplicationGroupId: west.id, Status: 'associated' }],
    },
  });
  await clock.advance(1);
  expect(await describe('us-west-2')).toMatchObject({
    Status: 'modifying',
    Members: [{}, { Status: 'disassociating' }],
  });
  await clock.advance(60_000);

  expect(driven).toEqual(['separate sessions-usw2']);
  expect((await describe('us-east-1')).Status).toBe('modifying');
  await clock.advance(2_000);
  expect(await describe('us-east-1')).toMatchObject({
    Status: 'primary-only',
    Members: [{ ReplicationGroupId: east.id }],
  });
  await expect(describe('us-west-2')).rejects.toMatchObject(notFound);
  expect(
    await call('DescribeReplicationGroups', { ReplicationGroupId: west.id }, { region: 'us-west-2' }),
  ).toMatchObject({
    ReplicationGroups: [{ Status: 'available', GlobalReplicationGroupInfo: {} }],
  });
});

test('with another secondary left the group is available again', async () => {
  const { disassociate, seen, clock } = twoRegions({ secondaries: [west, ireland] });
  await disassociate(west);
  await clock.advance(120_000);

  expect(await seen('eu-west-1')).toBe('available: sessions-use1');
});

test.each([
  ['the primary', east, 'InvalidParameterValue', /cannot be disassociated/],
  [
    'a stranger',
    { region: 'eu-west-1', id: 'x' },
    'InvalidParameterValue',
    /is not associated with Global Replication Group/,
  ],
])('disassociating %s is refused', async (_, who, code, message) => {
  const { disassociate } = twoRegions();

  const refused = disassociate(who, 'us-west-2');

  await expect(refused).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test('while a promotion runs nothing else is accepted, unless set so', async () => {
  const { failover, disassociate, call, clock, elasticache, driven } = twoRegions();
  await failover(west);

  await expect(disassociate(west)).rejects.toMatchObject(wrongState);
  const input = { GlobalReplicationGroupId: group, RetainPrimaryReplicationGroup: true };
  await expect(call('DeleteGlobalReplicationGroup', input)).rejects.toMatchObject(wrongState);

  elasticache.behaviour.disassociateWhileModifying = 'allowed';
  await disassociate(west);
  await clock.advance(120_000);
  expect(driven).toEqual(['separate sessions-usw2']);
  expect(elasticache.truth(group)).toMatchObject({
    status: 'primary-only',
    members: [{ id: east.id, role: 'PRIMARY' }],
  });
});

test.each(['sticks', 'refused'] as const)('disassociating while the primary is dark: %s', async (setting) => {
  const { disassociate, network, clock, driven } = twoRegions({ behaviour: { disassociateWhilePrimaryDark: setting } });
  network.blackout('us-east-1');
  if (setting === 'refused') return expect(disassociate(west)).rejects.toMatchObject(wrongState);

  await disassociate(west);
  await clock.advance(3_600_000);
  expect(driven).toEqual([]);
  network.heal('us-east-1');
  await clock.advance(1);
  expect(driven).toEqual(['separate sessions-usw2']);
});

test('a group with secondaries cannot be deleted; one without can, and is then unknown', async () => {
  const { call, disassociate, clock, describe } = twoRegions();
  const remove = () =>
    call('DeleteGlobalReplicationGroup', { GlobalReplicationGroupId: group, RetainPrimaryReplicationGroup: true });

  await expect(remove()).rejects.toMatchObject({
    ...wrongState,
    message: 'Cannot delete a global replication group in available state',
  });
  await disassociate(west);
  await clock.advance(120_000);
  expect(await remove()).toMatchObject({ GlobalReplicationGroup: { Status: 'deleting' } });
  await clock.advance(60_000);
  await expect(describe('us-east-1')).rejects.toMatchObject(notFound);
  expect(await call('DescribeReplicationGroups', { ReplicationGroupId: east.id })).toMatchObject({
    ReplicationGroups: [{ Status: 'available', GlobalReplicationGroupInfo: {} }],
  });
});

test('a created group is `creating`, then `primary-only`, under the prefix of its Region', async () => {
  const { call, clock } = twoRegions();
  const create = (suffix: string, id: string, region: string) =>
    call(
      'CreateGlobalReplicationGroup',
      { GlobalReplicationGroupIdSuffix: suffix, PrimaryReplicationGroupId: id },
      { region },
    );

  expect(await create('new', ireland.id, 'eu-west-1')).toMatchObject({
    GlobalReplicationGroup: {
      GlobalReplicationGroupId: 'gxeiz-new',
      Status: 'creating',
      Members: [{ Status: 'associating' }],
    },
  });
  await clock.advance(300_000);
  const input = { GlobalReplicationGroupId: 'gxeiz-new', ShowMemberInfo: true };
  expect(await call('DescribeGlobalReplicationGroups', input, { region: 'eu-west-1' })).toMatchObject({
    GlobalReplicationGroups: [{ Status: 'primary-only', Members: [{ Role: 'PRIMARY', Status: 'associated' }] }],
  });
  await expect(create('other', ireland.id, 'eu-west-1')).rejects.toMatchObject({
    code: 'InvalidReplicationGroupState',
  });
  await expect(create('other', 'nobody', 'eu-west-1')).rejects.toMatchObject({
    code: 'ReplicationGroupNotFoundFault',
    status: 404,
  });
});
