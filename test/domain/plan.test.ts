import { expect, test } from '@jest/globals';
import { highestCounter } from '../../functions/contract/epoch.ts';
import { planCalls } from '../../functions/domain/plan.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { answered, failed, primaryLost, recordOf, touchAnswer } from '../support/readings.ts';
import { east, endpointOf, groupView, memberView, sessions, west } from '../support/sessions.ts';

const called = (word: string, parts: Partial<Readings> = {}) =>
  planCalls(primaryLost(parts)).filter(({ call }) => call.startsWith(word));
const separable = { datastore: { ...sessions, policy: { ...sessions.policy, separation: 'approve' as const } } };
const nobody = answered({ ...groupView(east), members: [] });
const names = (parts: object) =>
  answered(touchAnswer({ names: [{ name: 'sessions.example.internal', outcome: 'found', txt: [], ...parts }] }));

test('the promotion: from whom to whom', () => {
  expect(called('elasticache')).toStrictEqual([
    {
      call: 'elasticache:FailoverGlobalReplicationGroup ldgnf-sessions in us-west-2',
      before: 'primary us-east-1',
      after: 'primary us-west-2 (sessions-usw2)',
    },
  ]);
  expect(called('elasticache', { groups: new Map() })).toMatchObject([{ before: 'primary unclear' }]);
  expect(called('elasticache', { groups: new Map([[west, nobody]]) })).toMatchObject([{ before: 'primary unclear' }]);
  expect(called('elasticache', { groups: new Map([[west, answered(groupView(west))]]) })).toEqual([]);
});

test('the last resort, only where the policy knows it, and not for a primary', () => {
  expect(called('elasticache:Disassociate', separable)).toStrictEqual([
    {
      call: 'elasticache:DisassociateGlobalReplicationGroup ldgnf-sessions in us-west-2',
      before: 'only if the promotion leads to no writes within 300 s, and people then approve exactly this',
      after: 'sessions-usw2 on its own, published as separated; it cannot be undone',
    },
  ]);
  expect(called('elasticache:Disassociate', { ...separable, groups: new Map() })).toHaveLength(1);
  const primaryHere = { groups: new Map([[west, answered(groupView(west))]]) };
  expect(called('elasticache:Disassociate', { ...separable, ...primaryHere })).toEqual([]);
});

test('the publication: the record as it stands, and as it would', () => {
  const [first] = called('ssm');
  expect(first?.call).toBe('ssm:PutParameter /failover/sessions/endpoint in us-west-2');
  expect(JSON.parse(first?.before ?? '')).toEqual(recordOf(east, 1));
  expect(first?.after).toMatch(
    /^\{.*"epoch":\{"counter":2,"region":"us-west-2"\}.*\} with promotedAt set to the time of the call$/,
  );
  expect(called('ssm', { published: new Map() })).toMatchObject([{ before: 'absent' }]);
  expect(called('ssm', { member: failed('dark') })).toEqual([]);
});

test('a publication that could not be made says why', () => {
  const { primary: _, ...noEndpoint } = memberView(west, 'SECONDARY');
  expect(called('ssm', { member: answered(noEndpoint) })[0]?.after).toBe(
    'nothing: PublicationFailed: ElastiCache names no endpoint of us-west-2 that can be published: the record: expected primary or configuration',
  );
  const incident = { datastore: 'sessions', epoch: { counter: highestCounter, region: east } };
  expect(called('ssm', { incident })[0]?.after).toMatch(/^nothing: PlanChanged: no epoch is left above 999999999999/);
});

test('the record: what it resolves to, and the endpoint that it would lead to', () => {
  const call = 'route53:ChangeResourceRecordSets sessions.example.internal in Z0SESSIONS0EXAMPLE';
  expect(called('route53')).toStrictEqual([{ call, before: endpointOf(east), after: endpointOf(west) }]);
  expect(called('route53', { touch: names({ outcome: 'absent' }) })).toMatchObject([{ before: 'absent' }]);
  expect(called('route53', { touch: names({ outcome: 'unknown' }) })).toMatchObject([{ before: 'did not resolve' }]);
  expect(called('route53', { touch: names({ name: 'other' }) })).toMatchObject([{ before: 'did not resolve' }]);
  expect(called('route53', { touch: answered(touchAnswer({ names: undefined })) })).toMatchObject([
    { before: 'did not resolve' },
  ]);
  expect(called('route53', { touch: failed('dark') })).toMatchObject([{ before: 'did not resolve' }]);
  const cluster = { ...memberView(west, 'SECONDARY'), cluster: true, configuration: 'cfg.example' };
  expect(called('route53', { member: answered(cluster) })).toMatchObject([{ after: 'cfg.example' }]);
  const { primary: _, ...noEndpoint } = memberView(west, 'SECONDARY');
  expect(called('route53', { member: answered(noEndpoint) })).toMatchObject([{ after: 'no endpoint is known' }]);
  expect(called('route53', { member: failed('dark') })).toEqual([]);
  expect(called('route53', { datastore: { ...sessions, dns: 'none' } })).toEqual([]);
});
