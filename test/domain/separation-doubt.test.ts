import { expect, test } from '@jest/globals';
import type { Guard } from '../../functions/contract/request.ts';
import { separationDoubt } from '../../functions/domain/last-resort.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { weigh } from '../../functions/domain/weigh.ts';
import { answered, failed, primaryLost, touchAnswer } from '../support/readings.ts';
import { aloneView, east, groupView, memberView, sessions, west } from '../support/sessions.ts';
import { intent } from '../support/standing.ts';

const open = { ...sessions, policy: { ...sessions.policy, separation: 'approve' as const } };
/** A promotion that sticks, with the primary Region dark. Each test changes one reading. */
const doubt = (parts: Partial<Readings> = {}, override: Guard[] = [], failure = 'PromotionTimedOut') => {
  const readings = primaryLost({
    datastore: open,
    groups: groups(groupView(east, 'modifying')),
    incident: { datastore: 'sessions', intent: intent(2), epoch: intent(2).epoch },
    ...parts,
  });
  return separationDoubt(readings, weigh(readings, { trigger: 'manual', override }), { intent: intent(2), failure });
};
const groups = (
  own: ReturnType<typeof groupView>,
  other: Readings['groups'] extends ReadonlyMap<string, infer L> ? L : never = failed('dark'),
) =>
  new Map([
    [east, other],
    [west, answered(own)],
  ]);
const ending = () => {
  const view = groupView(east, 'modifying');
  return {
    ...view,
    members: view.members.map((it) => (it.region === west ? { ...it, status: 'disassociating' } : it)),
  };
};
/** What a human waived for the run: none of it makes a separation of what is no stuck secondary. */
const waived: Guard[] = ['TargetUnfit', 'DataUnknown', 'DataStillArriving', 'RolesUnclear'];

test('nothing speaks against it while the promotion sticks and the primary is lost', () => {
  expect(doubt()).toBeUndefined();
});

test.each<[string, string, Partial<Readings>]>([
  ['the policy', 'the policy does not allow', { datastore: sessions }],
  ['it left already', 'belongs to no Global Datastore', { member: answered(aloneView(west)) }],
  ['its own cluster is unreadable', 'cannot read its own cluster', { member: failed('dark') }],
  ['its group is unreadable', 'cannot read its own cluster', { groups: new Map([[west, failed('dark')]]) }],
  ['it is PRIMARY', 'is PRIMARY by now', { groups: groups(groupView(west)) }],
  ['its membership ends', 'no associated SECONDARY', { groups: groups(ending()) }],
  [
    'a third Region is PRIMARY',
    'the primary is unclear, and was us-east-1',
    { groups: groups({ ...groupView(west), members: groupView('none').members }) },
  ],
  [
    'another Region sees another primary',
    'see it differently',
    { groups: groups(groupView(east, 'modifying'), answered(groupView(west))) },
  ],
  [
    'the published primary takes writes',
    'takes writes from here',
    { touch: answered(touchAnswer({ remote: { reach: 'alive', wrote: true } })) },
  ],
])('%s: it is not called, whatever was waived', (_, said, parts) => {
  expect(doubt(parts)).toContain(said);
  expect(doubt(parts, waived)).toContain(said);
});

test('where no cache could be touched, it is not called unless a human waived what that leaves open', () => {
  expect(doubt({ touch: failed('dark') })).toBe("this Region's cache could not be read");
  expect(doubt({ touch: failed('dark') }, ['TargetUnfit'])).toBe("this Region's cache could not be read");
  expect(doubt({ touch: failed('dark') }, ['DataUnknown', 'TargetUnfit'])).toBeUndefined();
});

test('unknown data, or an unfit cluster, stop it unless a human waived that for this run', () => {
  expect(doubt({ probe: undefined })).toContain('Probe has not looked');
  expect(doubt({ probe: undefined }, ['DataUnknown'])).toBeUndefined();
  const sick = { ...memberView(west, 'SECONDARY'), shards: [{ id: '0001', status: 'creating' }] };
  expect(doubt({ member: answered(sick) })).toContain('shard 0001 is creating');
  expect(doubt({ member: answered(sick) }, ['TargetUnfit'])).toBeUndefined();
});
