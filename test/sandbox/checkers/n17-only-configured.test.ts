import { expect, test } from '@jest/globals';
import { n17 } from '../../../sandbox/checkers/n17-only-configured.ts';
import { called, failover, found, west } from './a-run.ts';

const call = (name: string, input: Readonly<Record<string, unknown>>) =>
  called(1, name, { handler: 'Reconcile', region: west, input, outcome: 'AccessDeniedException' });
const change = (Name: string, HostedZoneId = '/hostedzone/Z0SESSIONS0EXAMPLE') =>
  call('route53:ChangeResourceRecordSets', {
    HostedZoneId,
    ChangeBatch: { Changes: [{ Action: 'CREATE', ResourceRecordSet: { Name } }] },
  });

test('what is configured may be asked for', () => {
  expect(found(n17, failover())).toEqual([]);
  expect(found(n17, [change('_failover.sessions.example.internal.')])).toEqual([]);
  expect(found(n17, [call('ssm:PutParameter', { Name: '/failover/sessions/primary' })])).toEqual([]);
});

test.each([
  ['a record', change('www.example.internal'), 'Z0SESSIONS0EXAMPLE www.example.internal'],
  ['a zone', change('sessions.example.internal', 'Z0OTHER'), 'Z0OTHER sessions.example.internal'],
  ['a parameter', call('ssm:PutParameter', { Name: '/failover/sessions/switch' }), '/failover/sessions/switch'],
  [
    'a group',
    call('elasticache:FailoverGlobalReplicationGroup', { GlobalReplicationGroupId: 'ldgnf-other' }),
    'ldgnf-other',
  ],
  ['another operation', call('elasticache:DeleteReplicationGroup', {}), 'which is nothing of ours'],
])('%s that is not, not even in vain', (_, entry, named) => {
  expect(found(n17, [entry])).toEqual([expect.stringContaining(named)]);
});
