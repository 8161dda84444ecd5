import { expect, test } from '@jest/globals';
import { separation } from '../../../functions/aws/separation.ts';
import { AwsError } from '../../../sandbox/aws/service.ts';
import { frontWorld, scripted } from './front-world.ts';

const operation = 'DisassociateGlobalReplicationGroup';
const member = { globalReplicationGroupId: 'ldgnf-sessions', replicationGroupId: 'sessions-usw2' };

test("names this Region's own member, and asks this Region's endpoint", async () => {
  const asked: unknown[] = [];
  const service = scripted('elasticache', operation, [
    (input) => {
      asked.push(input);
      return { GlobalReplicationGroup: { GlobalReplicationGroupId: 'ldgnf-sessions', Status: 'modifying' } };
    },
  ]);
  const { world, calls } = frontWorld([service]);
  await separation(world).separate(member);
  expect(asked).toEqual([
    {
      GlobalReplicationGroupId: 'ldgnf-sessions',
      ReplicationGroupRegion: 'us-west-2',
      ReplicationGroupId: 'sessions-usw2',
    },
  ]);
  expect(calls()).toEqual([`elasticache:${operation} us-west-2`]);
});

test.each([
  ['InvalidGlobalReplicationGroupState', 'InvalidGlobalReplicationGroupStateFault', 400],
  ['InvalidParameterValue', 'InvalidParameterValueException', 400],
  ['Throttling', 'Throttling', 400],
  ['InternalFailure', 'InternalFailure', 500],
])('a refusal (%s) keeps its name, and is not sent again', async (code, name, status) => {
  const refuse = () => {
    throw new AwsError(code, 'no', { status });
  };
  const { world, calls } = frontWorld([scripted('elasticache', operation, [refuse])]);
  await expect(separation(world).separate(member)).rejects.toMatchObject({ name });
  expect(calls()).toHaveLength(1);
});
