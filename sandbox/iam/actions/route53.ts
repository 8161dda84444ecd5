import type { Access } from '../../iam.ts';
import { type Input, onAll, type Rows, recordsOf, row, textOf, unique } from './row.ts';

const PAGE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonroute53.html';
const RECORDS_PAGE = 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/specifying-rrset-conditions.html';

/** Ids may come with their kind before them: `/hostedzone/Z1`. */
const bare = (id: string): string => id.split('/').at(-1) ?? id;

const onZone = (operation: string, member: string) =>
  row(PAGE, `route53:${operation}`, (input) => [`arn:aws:route53:::hostedzone/${bare(textOf(input, member) ?? '')}`]);

const change = (input: Input): Access[] => {
  const changes = recordsOf(Object(input.ChangeBatch), 'Changes');
  const sets = changes.map(({ ResourceRecordSet }): Input => Object(ResourceRecordSet));
  return [
    {
      action: 'route53:ChangeResourceRecordSets',
      resources: [`arn:aws:route53:::hostedzone/${bare(textOf(input, 'HostedZoneId') ?? '')}`],
      conditions: {
        'route53:ChangeResourceRecordSetsNormalizedRecordNames': unique(
          sets.map((set) => normalized(textOf(set, 'Name') ?? '')),
        ),
        'route53:ChangeResourceRecordSetsRecordTypes': unique(sets.map((set) => textOf(set, 'Type'))),
        'route53:ChangeResourceRecordSetsActions': unique(changes.map((one) => textOf(one, 'Action'))),
      },
    },
  ];
};

/** Lower case, no trailing dot, and anything but a-z, 0-9, `-`, `_` and `.` as an octal escape. */
export const normalized = (name: string): string =>
  [...Buffer.from(name.toLowerCase().replace(/\.$/, ''))]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[a-z0-9._-]/.test(character) ? character : `\\${byte.toString(8).padStart(3, '0')}`;
    })
    .join('');

export const route53: Rows = {
  'route53:ListHostedZones': onAll(PAGE, 'route53:ListHostedZones'),
  'route53:ListHostedZonesByName': onAll(PAGE, 'route53:ListHostedZonesByName'),
  'route53:GetHostedZone': onZone('GetHostedZone', 'Id'),
  'route53:ListResourceRecordSets': onZone('ListResourceRecordSets', 'HostedZoneId'),
  'route53:ChangeResourceRecordSets': { page: RECORDS_PAGE, needs: change },
  'route53:GetChange': row(PAGE, 'route53:GetChange', (input) => [
    `arn:aws:route53:::change/${bare(textOf(input, 'Id') ?? '')}`,
  ]),
};
