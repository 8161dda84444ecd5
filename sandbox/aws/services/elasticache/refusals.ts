import { AwsError } from '../../service.ts';

/** The refusals of ElastiCache, by wire code and status as in its service model; texts as users have reported them. */
export const refusals = {
  groupNotFound: (id: string) =>
    new AwsError('GlobalReplicationGroupNotFoundFault', `GlobalReplicationGroup ${id} not found.`, { status: 404 }),
  groupExists: (id: string) =>
    new AwsError('GlobalReplicationGroupAlreadyExistsFault', `GlobalReplicationGroup ${id} already exists.`),
  groupState: (message: string) => new AwsError('InvalidGlobalReplicationGroupState', message),
  clusterNotFound: (id: string) =>
    new AwsError('ReplicationGroupNotFoundFault', `ReplicationGroup ${id} not found.`, { status: 404 }),
  clusterState: (message: string) => new AwsError('InvalidReplicationGroupState', message),
  nodeNotFound: (id: string) => new AwsError('CacheClusterNotFound', `CacheCluster not found: ${id}`, { status: 404 }),
  value: (message: string) => new AwsError('InvalidParameterValue', message),
  combination: (message: string) => new AwsError('InvalidParameterCombination', message),
};

/** The parameter, or the refusal AWS gives where a required one is missing. */
export const required = (value: string | undefined, name: string): string => {
  if (!value) throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
  return value;
};
