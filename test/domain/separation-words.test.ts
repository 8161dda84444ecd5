import { expect, test } from '@jest/globals';
import type { Evidence } from '../../functions/contract/evidence.ts';
import { separationDoubt } from '../../functions/domain/last-resort.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { justPromotable } from '../support/evidence.ts';
import { answered, failed, primaryLost, recordOf, touchAnswer } from '../support/readings.ts';
import { aloneView, east, groupView, outside, sessions, west } from '../support/sessions.ts';
import { intent } from '../support/standing.ts';

const datastore = { ...sessions, policy: { ...sessions.policy, separation: 'approve' as const } };
const doubt = (parts: Partial<Readings> = {}, facts: Partial<Evidence> = {}, failure?: string) =>
  separationDoubt(
    primaryLost({ datastore, ...parts }),
    { ...justPromotable, highestEpoch: intent(2).epoch, ...facts },
    {
      intent: intent(2),
      failure,
    },
  );
const { roles } = justPromotable;
const view = groupView(east);
const groups = (
  own: typeof view,
  there = failed('dark') as ReturnType<typeof answered<typeof view>> | ReturnType<typeof failed>,
) => ({ groups: new Map([[west, answered(own)] as const, [east, there] as const]) });
const withOwn = (change: object) => ({
  ...view,
  members: view.members.map((member) => (member.region === west ? { ...member, ...change } : member)),
});

test('nothing speaks against a separation from a primary that is lost', () => {
  expect(doubt()).toBeUndefined();
});

test.each<[sentence: string, Partial<Readings>, Partial<Evidence>?, string?]>([
  ['the policy does not allow separation', { datastore: sessions }],
  ['us-west-2 belongs to no Global Datastore any more', { member: answered(aloneView(west)) }],
  ['us-west-2 cannot read its own cluster and its group', { member: failed('dark') }],
  ['us-west-2 cannot read its own cluster and its group', { groups: new Map() }],
  ['us-west-2 is PRIMARY by now', {}, { roles: { ...roles, here: 'PRIMARY' } }],
  ['us-west-2 is no associated SECONDARY', groups(withOwn({ status: 'disassociated' }))],
  ['us-west-2 is no associated SECONDARY', groups(withOwn({ role: 'unknown' }))],
  ['us-west-2 is no associated SECONDARY', groups({ ...view, members: [] })],
  ['what is published in us-west-2 cannot be read', { published: new Map() }],
  ['epoch 3 us-east-1 is readable by now, this one is 2 us-west-2', {}, { highestEpoch: { counter: 3, region: east } }],
  [
    'the primary is unclear, and was us-east-1',
    groups({ ...view, members: view.members.filter(({ region }) => region === west) }),
  ],
  [
    'the primary is eu-west-1, and was us-east-1',
    groups({
      ...view,
      members: view.members.map((member) => (member.region === east ? { ...member, region: outside } : member)),
    }),
  ],
  ['other Regions see it differently: one; two', {}, { roles: { ...roles, disagree: ['one', 'two'] } }],
  ['the API of us-east-1 answers again: promote instead', groups(view, answered(view)), {}, 'PromotionRefused'],
  [
    'the published primary takes writes from here',
    { touch: answered(touchAnswer({ remote: { reach: 'alive', wrote: true } })) },
  ],
  ['it moves', {}, { dataArriving: { verdict: 'arriving', detail: 'it moves' } }],
  ['it moves', {}, { dataArriving: { verdict: 'arriving', detail: 'it moves' }, override: ['DataStillArriving'] }],
  ['not read', {}, { dataArriving: { verdict: 'unknown', detail: 'not read' } }],
  ['it is loading; it is empty', {}, { target: { faults: ['it is loading', 'it is empty'] } }],
])('"%s" stops it', (sentence, parts, facts = {}, failure = undefined) => {
  expect(doubt(parts, facts, failure)).toBe(sentence);
});

test.each<[what: string, Partial<Readings>, Partial<Evidence>?, string?]>([
  ['data unknown, waived', {}, { dataArriving: { verdict: 'unknown', detail: 'x' }, override: ['DataUnknown'] }],
  ['an unfit target, waived', {}, { target: { faults: ['x'] }, override: ['TargetUnfit'] }],
  [
    'the API of the old primary answers, and the promotion was late',
    groups(view, answered(view)),
    {},
    'PromotionTimedOut',
  ],
  ['no epoch is readable', {}, { highestEpoch: undefined }],
  ['nothing is published', { published: new Map([[west, answered(undefined)]]) }],
  ['a record is published', { published: new Map([[west, answered(recordOf(east, 1))]]) }],
  ['the touch told nothing of the primary', { touch: answered(touchAnswer({ remote: undefined })) }],
])('%s does not', (_, parts, facts = {}, failure = undefined) => {
  expect(doubt(parts, facts, failure)).toBeUndefined();
});
