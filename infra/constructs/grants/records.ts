import { names } from '../../../functions/contract/names.ts';
import { arns, datastoresAt, type Place } from '../place.ts';
import { grant } from './grant.ts';

/** Route 53. */
export const recordGrants = (place: Place) => {
  const arn = arns(place);
  const configured = datastoresAt(place).flatMap(([name, { dns }]) => (dns === 'none' ? [] : [{ name, ...dns }]));

  return {
    readRecords: grant({
      sid: 'ReadRecords',
      actions: ['route53:ListResourceRecordSets'],
      resources: [...new Set(configured.map(({ zone }) => arn.zone(zone)))],
    }),
    /**
     * Exactly the record and its epoch, in exactly its zone; all else in the zone stays out of reach.
     * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html
     */
    changeRecords: {
      statements: configured.map(({ name, zone, record }) => ({
        sid: `ChangeRecord${name.replaceAll('-', '')}`,
        actions: ['route53:ChangeResourceRecordSets'],
        resources: [arn.zone(zone)],
        conditions: {
          'ForAllValues:StringEquals': {
            'route53:ChangeResourceRecordSetsNormalizedRecordNames': [record, names.epochRecord(record)],
            'route53:ChangeResourceRecordSetsRecordTypes': ['CNAME', 'TXT'],
            'route53:ChangeResourceRecordSetsActions': ['CREATE', 'DELETE'],
          },
        },
      })),
    },
    /** Whether a change has reached all name servers. */
    watchChanges: grant({
      sid: 'WatchChanges',
      actions: ['route53:GetChange'],
      resources: configured.length === 0 ? [] : [arn.anyChange],
      because: 'The id of a change is not known before it is made, and a change tells nothing but its status.',
    }),
  };
};
