import type { Site } from '../actions.ts';
import { arn, type Input, onAll, type Rows, row, textOf } from './row.ts';

const PAGE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticache.html';

// ElastiCache keeps identifiers in lower case, and so must a policy.
const idOf = (input: Input, member: string): string | undefined => textOf(input, member)?.toLowerCase();

/** A global datastore belongs to no Region: its ARN has none. */
const globalGroup = ({ account }: Site, id: string): string =>
  `arn:aws:elasticache::${account}:globalreplicationgroup:${id}`;

const onGlobalGroup = (operation: string) =>
  row(PAGE, `elasticache:${operation}`, (input, site) => {
    const id = idOf(input, 'GlobalReplicationGroupId');
    return [id === undefined ? '*' : globalGroup(site, id)];
  });

/** Resource-level when it names one; a listing of all needs `*`. */
const describe = (operation: string, member: string, type: string) =>
  row(PAGE, `elasticache:${operation}`, (input, site) => {
    const id = idOf(input, member);
    return [id === undefined ? '*' : arn(site, 'elasticache', `${type}:${id}`)];
  });

export const elasticache: Rows = {
  'elasticache:DescribeGlobalReplicationGroups': onGlobalGroup('DescribeGlobalReplicationGroups'),
  'elasticache:FailoverGlobalReplicationGroup': onGlobalGroup('FailoverGlobalReplicationGroup'),
  'elasticache:DisassociateGlobalReplicationGroup': onGlobalGroup('DisassociateGlobalReplicationGroup'),
  'elasticache:ModifyGlobalReplicationGroup': onGlobalGroup('ModifyGlobalReplicationGroup'),
  'elasticache:DeleteGlobalReplicationGroup': onGlobalGroup('DeleteGlobalReplicationGroup'),
  // The id's prefix is AWS's choice: what is granted must cover any.
  'elasticache:CreateGlobalReplicationGroup': row(PAGE, 'elasticache:CreateGlobalReplicationGroup', (input, site) => [
    globalGroup(site, '*'),
    arn(site, 'elasticache', `replicationgroup:${idOf(input, 'PrimaryReplicationGroupId')}`),
  ]),
  'elasticache:DescribeReplicationGroups': describe(
    'DescribeReplicationGroups',
    'ReplicationGroupId',
    'replicationgroup',
  ),
  'elasticache:DescribeCacheClusters': describe('DescribeCacheClusters', 'CacheClusterId', 'cluster'),
  'elasticache:DescribeEvents': onAll(PAGE, 'elasticache:DescribeEvents'),
  'elasticache:TestFailover': describe('TestFailover', 'ReplicationGroupId', 'replicationgroup'),
};
