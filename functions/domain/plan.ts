import type { PlannedCall } from '../contract/execution.ts';
import { names } from '../contract/names.ts';
import { nextEpoch } from './epoch.ts';
import { canonical, recordOf, unreadRecords } from './published-record.ts';
import { answered, type Readings } from './readings.ts';
import { highestReadEpoch } from './weigh.ts';
import { onlyPrimary } from './weigh-roles.ts';

/** Each call that a failover to this Region would make now, with the value before and after. */
export const planCalls = (readings: Readings): PlannedCall[] => [
  ...promotion(readings),
  ...lastResort(readings),
  ...publication(readings),
  ...dnsChange(readings),
];

const promotion = ({ here, groups, datastore }: Readings): PlannedCall[] => {
  const view = answered(groups.get(here));
  const primary = view && onlyPrimary(view);
  if (primary === here) return [];
  return [
    {
      call: `elasticache:FailoverGlobalReplicationGroup ${datastore.globalReplicationGroupId} in ${here}`,
      before: `primary ${primary ?? 'unclear'}`,
      after: `primary ${here} (${datastore.replicationGroups[here]})`,
    },
  ];
};

/** Where the policy knows it. It is never the plan, only what may become of one. */
const lastResort = ({ here, groups, datastore }: Readings): PlannedCall[] => {
  const { policy, globalReplicationGroupId, replicationGroups } = datastore;
  const view = answered(groups.get(here));
  if (policy.separation !== 'approve' || (view && onlyPrimary(view) === here)) return [];
  return [
    {
      call: `elasticache:DisassociateGlobalReplicationGroup ${globalReplicationGroupId} in ${here}`,
      before: `only if the promotion leads to no writes within ${policy.promotion} s, and people then approve exactly this`,
      after: `${replicationGroups[here]} on its own, published as separated; it cannot be undone`,
    },
  ];
};

const publication = (readings: Readings): PlannedCall[] => {
  const { here, name, published, datastore } = readings;
  const member = answered(readings.member);
  const before = answered(published.get(here));
  if (!member) return [];
  const { tls } = datastore.access;
  const after = planned(() => {
    const epoch = nextEpoch(highestReadEpoch(readings), here, unreadRecords(readings));
    const record = recordOf(member, { datastore: name, region: here, epoch, tls, promotedAt: undefined });
    return `${canonical(record)} with promotedAt set to the time of the call`;
  });
  return [
    {
      call: `ssm:PutParameter ${names.endpointParameter(name)} in ${here}`,
      before: before ? canonical(before) : 'absent',
      after,
    },
  ];
};

/** What would prevent the call belongs into its plan. */
const planned = (value: () => string): string => {
  try {
    return value();
  } catch (error) {
    return `nothing: ${error}`;
  }
};

const dnsChange = ({ datastore: { dns }, member, touch }: Readings): PlannedCall[] => {
  const own = answered(member);
  if (dns === 'none' || !own) return [];
  const resolved = answered(touch)?.names?.find(({ name }) => name === dns.record);
  return [
    {
      call: `route53:ChangeResourceRecordSets ${dns.record} in ${dns.zone}`,
      before: !resolved || resolved.outcome === 'unknown' ? 'did not resolve' : (resolved.cname ?? 'absent'),
      after: (own.cluster ? own.configuration : own.primary) ?? 'no endpoint is known',
    },
  ];
};
