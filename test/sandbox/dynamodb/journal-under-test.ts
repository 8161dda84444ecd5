import { createDynamodb } from '../../../sandbox/aws/services/dynamodb.ts';
import { History } from '../../../sandbox/history.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

export const journal = {
  TableName: 'failover-journal',
  KeySchema: [
    { AttributeName: 'datastore', KeyType: 'HASH' },
    { AttributeName: 'entry', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'datastore', AttributeType: 'S' },
    { AttributeName: 'entry', AttributeType: 'S' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
  TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
};
export const TableName = journal.TableName;
export const Key = { datastore: { S: 'sessions' }, entry: { S: 'claim' } };

export const setUp = async () => {
  const clock = manualClock(Date.parse('2026-11-23T12:00:00Z'));
  const history = new History(clock);
  const dynamodb = createDynamodb({ clock, history, account: '111122223333', regions: ['us-east-1', 'us-west-2'] });
  await dynamodb.ensureTable('us-west-2', journal);
  history.entries.length = 0;
  return {
    clock,
    history,
    dynamodb,
    west: callService(dynamodb, 'us-west-2'),
    east: callService(dynamodb, 'us-east-1'),
  };
};

/** Takes the claim unless somebody else holds it. */
export const claim = (owner: string, members: object = {}) => ({
  TableName,
  Key,
  UpdateExpression: 'SET #owner = :owner ADD takes :one',
  ConditionExpression: 'attribute_not_exists(#owner) OR #owner = :owner',
  ExpressionAttributeNames: { '#owner': 'owner' },
  ExpressionAttributeValues: { ':owner': { S: owner }, ':one': { N: '1' } },
  ...members,
});
