import { expect, test } from '@jest/globals';
import { n18 } from '../../../sandbox/checkers/n18-no-failback.ts';
import { accepted, called, east, ended, failover, fault, found, promoted, started, west } from './a-run.ts';

const back = [
  ...failover(),
  started(4000, { name: 'sessions-2', region: east }),
  accepted(4010, { to: east, from: west, requestId: 'back' }),
  ended(4020, 'SUCCEEDED', { name: 'sessions-2', region: east }),
];

test('a failover is none', () => {
  expect(found(n18, failover())).toEqual([]);
});

test('back to the Region that was lost, while the new one serves', () => {
  expect(found(n18, back)).toEqual([
    'sessions went back automatically from us-west-2, which served, to us-east-1 at 4010.0 s',
  ]);
});

test('back because the new one is lost in its turn', () => {
  expect(found(n18, [...back, fault(3900, 'blackout', { region: west })])).toEqual([]);
});

test('only one step calls for a promotion', () => {
  const call = (handler: string) => called(1, 'elasticache:FailoverGlobalReplicationGroup', { handler, region: west });
  expect(found(n18, [call('PromoteRegion'), ...promoted(2)])).toEqual([]);
  expect(found(n18, [call('Reconcile')])).toEqual([expect.stringContaining('only PromoteRegion may')]);
});
