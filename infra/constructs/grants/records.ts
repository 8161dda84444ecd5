import { names } from '../../../functions/contract/names.ts';
import { arns, datastoresAt, type Place } from '../place.ts';
import { grant } from './grant.ts';

/** Route 53. */
export const recordGrants = (place: Place) => {
  const arn = arns(place);
  const configured = datastoresAt(place).flatMap(([, { dns }]) => (dns === 'none' ? [] : [dns]));

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
      statements: configured.map(({ zone, record }, index) => ({
        sid: `ChangeRecord${index}`,
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
  };
};
