import type { Datastore } from '../../../functions/contract/config.ts';
import { names } from '../../../functions/contract/names.ts';
import { arns, datastoresAt, otherRegions, type Place, regionsOf } from '../place.ts';
import { type Grant, grant } from './grant.ts';

/** ElastiCache's API and the caches themselves. */
export const cacheGrants = (place: Place) => {
  const arn = arns(place);
  const here = datastoresAt(place);
  const lookAtGroups = (sid: string, regions: readonly string[]) => ({
    sid,
    actions: ['elasticache:DescribeGlobalReplicationGroups'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:RequestedRegion': regions } },
    because: 'The guide lists both the group and * for this read; only * is sure to answer.',
  });
  const lookAtOwnMember = {
    sid: 'ReadOwnMember',
    actions: ['elasticache:DescribeReplicationGroups'],
    resources: here.map(([, { replicationGroups }]) =>
      arn.replicationGroup(replicationGroups[place.region] ?? '', place.region),
    ),
  };

  return {
    /** The roles as every member Region tells them, and this Region's own member with its endpoints. */
    readTopology: {
      statements: [lookAtGroups('ReadRoles', [place.region, ...otherRegions(place)]), lookAtOwnMember],
    },
    /** The same, asked of this Region only. */
    readTopologyHere: { statements: [lookAtGroups('ReadRolesHere', [place.region]), lookAtOwnMember] },
    /** The one call that changes which Region is primary, at this Region's endpoint only. */
    promoteThisRegion: grant({
      sid: 'PromoteThisRegion',
      actions: ['elasticache:FailoverGlobalReplicationGroup'],
      resources: here.map(([, { globalReplicationGroupId }]) => arn.globalReplicationGroup(globalReplicationGroupId)),
      conditions: { StringEquals: { 'aws:RequestedRegion': place.region } },
    }),
    /** The last resort, for the Global Datastores whose policy knows it, at this Region's endpoint only. */
    separateThisRegion: grant({
      sid: 'SeparateThisRegion',
      actions: ['elasticache:DisassociateGlobalReplicationGroup'],
      resources: here
        .filter(([, { policy }]) => policy.separation === 'approve')
        .map(([, { globalReplicationGroupId }]) => arn.globalReplicationGroup(globalReplicationGroupId)),
      conditions: { StringEquals: { 'aws:RequestedRegion': place.region } },
    }),
    /** The other Regions' clusters: one that is published as separated is confirmed by its own Region's API. */
    readOtherMembers: grant({
      sid: 'ReadOtherMembers',
      actions: ['elasticache:DescribeReplicationGroups'],
      resources: here.flatMap(([, datastore]) =>
        regionsOf(datastore, place)
          .filter((region) => region !== place.region)
          .map((region) => arn.replicationGroup(datastore.replicationGroups[region] ?? '', region)),
      ),
    }),
    /** Look at, and write a canary to, the caches. */
    touchCaches: grant({
      sid: 'TouchCaches',
      actions: ['lambda:InvokeFunction'],
      resources: here.map(([name]) => arn.function(names.touchCache(name))),
    }),
    useCredentials: useCredentials(
      here.map(([, datastore]) => datastore),
      place,
    ),
  };
};

/** The secret kept in this Region, or a token that ElastiCache accepts from this role. */
const useCredentials = (datastores: readonly Datastore[], place: Place): Grant => {
  const arn = arns(place);
  const secrets = datastores.flatMap(({ access: { auth } }) =>
    auth !== 'none' && 'secret' in auth ? [auth.secret[place.region] ?? ''] : [],
  );
  const connections = datastores.flatMap((datastore) => {
    const { auth } = datastore.access;
    if (auth === 'none' || !('iam' in auth)) return [];
    return regionsOf(datastore, place).flatMap((region) => [
      arn.replicationGroup(datastore.replicationGroups[region] ?? '', region),
      arn.cacheUser(auth.iam.user, region),
    ]);
  });
  return {
    statements: [
      ...grant({ sid: 'ReadSecrets', actions: ['secretsmanager:GetSecretValue'], resources: secrets }).statements,
      ...grant({ sid: 'ConnectToCaches', actions: ['elasticache:Connect'], resources: connections }).statements,
    ],
  };
};
