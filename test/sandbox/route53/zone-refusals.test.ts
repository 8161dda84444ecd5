import { test } from '@jest/globals';
import { type Change, cname, EAST, expectRefused, set, txt, WEST, weighted, ZONE } from './zone-under-test.ts';

const name = (first: string) => `${first}.example.internal.`;

test.each<[string, Change[], ...string[]]>([
  [
    'a CREATE of what exists',
    [['CREATE', cname(WEST)]],
    `Tried to create resource record set [name='${name('sessions')}', type='CNAME'] but it already exists`,
  ],
  [
    'a CREATE of a weighted set that exists',
    [['CREATE', weighted('one', 1, EAST)]],
    `Tried to create resource record set [name='${name('w')}', type='CNAME', set-identifier='one'] but it already exists`,
  ],
  [
    'a DELETE of what is not there',
    [['DELETE', txt('1')]],
    `Tried to delete resource record set [name='${name('_failover.sessions')}', type='TXT'] but it was not found`,
  ],
  [
    'a DELETE with another value',
    [['DELETE', cname(WEST)]],
    `Tried to delete resource record set [name='${name('sessions')}', type='CNAME'] but the values provided do not match the current values`,
  ],
  [
    'a DELETE with another TTL',
    [['DELETE', { ...cname(EAST), TTL: 60 }]],
    `Tried to delete resource record set [name='${name('sessions')}', type='CNAME'] but the values provided do not match the current values`,
  ],
  [
    'a DELETE with another weight',
    [['DELETE', weighted('one', 2, EAST)]],
    `Tried to delete resource record set [name='${name('w')}', type='CNAME', set-identifier='one'] but the values provided do not match the current values`,
  ],
  [
    'a CNAME at the apex',
    [['CREATE', cname(EAST, 'example.internal')]],
    'RRSet of type CNAME with DNS name example.internal. is not permitted at apex in zone example.internal.',
  ],
  [
    'a CNAME beside another record',
    [['CREATE', cname(EAST, 'a.example.internal')]],
    `RRSet of type CNAME with DNS name ${name('a')} is not permitted as it conflicts with other records with the same DNS name in zone example.internal.`,
  ],
  [
    'a TXT beside a CNAME',
    [['CREATE', txt('1', 'sessions.example.internal')]],
    `RRSet of type TXT with DNS name ${name('sessions')} is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone example.internal.`,
  ],
  [
    'a name outside the zone',
    [['CREATE', set('a.example.com', 'A', '10.0.0.1')]],
    'RRSet with DNS name a.example.com. is not permitted in zone example.internal.',
  ],
  [
    'a name that only ends alike',
    [['CREATE', set('badexample.internal', 'A', '10.0.0.1')]],
    'RRSet with DNS name badexample.internal. is not permitted in zone example.internal.',
  ],
  [
    'an empty label',
    [['CREATE', set('a..example.internal', 'A', '10.0.0.1')]],
    "FATAL problem: DomainLabelEmpty (Domain label is empty) encountered with 'a..example.internal.'",
  ],
  [
    'a label of 64',
    [['CREATE', set(`${'l'.repeat(64)}.example.internal`, 'A', '10.0.0.1')]],
    `FATAL problem: DomainLabelTooLong (Domain label is too long) encountered with '${'l'.repeat(64)}.example.internal.'`,
  ],
  [
    'a simple set beside a weighted one',
    [['CREATE', cname(EAST, 'w.example.internal')]],
    `RRSet with DNS name ${name('w')}, type CNAME cannot be created as other RRSets exist with the same name and type.`,
  ],
  [
    'a weighted set beside a simple one',
    [['CREATE', { ...set('simple.example.internal', 'A', '10.0.0.2'), SetIdentifier: 's', Weight: 1 }]],
    `RRSet with DNS name ${name('simple')}, type A, SetIdentifier s cannot be created as a non-weighted set exists with the same name and type.`,
  ],
  [
    'a failover set beside a weighted one',
    [['CREATE', { ...cname(EAST, 'w.example.internal'), SetIdentifier: 'f', Failover: 'PRIMARY' }]],
    `RRSet with DNS name ${name('w')}, type CNAME, SetIdentifier f cannot be created as a non-failover set exists with the same name and type.`,
  ],
  [
    'the same set twice',
    [
      ['UPSERT', cname(WEST)],
      ['UPSERT', cname(WEST)],
    ],
    `The request contains an invalid set of changes for a resource record set 'CNAME ${name('sessions')}'`,
  ],
  [
    'CREATE, then DELETE',
    [
      ['CREATE', txt('1')],
      ['DELETE', txt('1')],
    ],
    `The request contains an invalid set of changes for a resource record set 'TXT ${name('_failover.sessions')}'`,
  ],
  [
    'a zone without NS',
    [['DELETE', apexNs()]],
    'A HostedZone must contain at least one NS record for the zone itself.',
  ],
  [
    'an SOA below the apex',
    [['CREATE', set('s.example.internal', 'SOA', 'a. b. 1 2 3 4 5')]],
    'A HostedZone must contain exactly one SOA record.',
  ],
  [
    'an alias to nothing',
    [['CREATE', alias('gone.example.internal')]],
    `Tried to create an alias that targets gone.example.internal., type A in zone ${ZONE}, but that target was not found`,
  ],
  [
    'several problems',
    [
      ['CREATE', cname(WEST)],
      ['DELETE', txt('1')],
    ],
    `Tried to create resource record set [name='${name('sessions')}', type='CNAME'] but it already exists`,
    `Tried to delete resource record set [name='${name('_failover.sessions')}', type='TXT'] but it was not found`,
  ],
])('refuses %s with InvalidChangeBatch', async (_, changes, ...messages) => {
  await expectRefused(changes, messages);
});

function apexNs() {
  const servers = [
    'ns-0.awsdns-00.com.',
    'ns-512.awsdns-00.net.',
    'ns-1024.awsdns-00.org.',
    'ns-1536.awsdns-00.co.uk.',
  ];
  return { ...set('example.internal', 'NS', ...servers), TTL: 172_800 };
}

function alias(DNSName: string) {
  return {
    Name: 'l.example.internal',
    Type: 'A',
    AliasTarget: { HostedZoneId: ZONE, DNSName, EvaluateTargetHealth: false },
  };
}
