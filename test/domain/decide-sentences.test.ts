import { expect, test } from '@jest/globals';
import type { Evidence } from '../../functions/contract/evidence.ts';
import { decide } from '../../functions/domain/decide.ts';
import { justPromotable, policy } from '../support/evidence.ts';
import { ago, east, now, outside, west } from '../support/sessions.ts';

const decided = (facts: Partial<Evidence>) => decide({ ...justPromotable, ...facts }, policy, now);
const told = (facts: Partial<Evidence>) => {
  const { action, reason } = decided(facts);
  return `${action}: ${reason}`;
};
const primary = { primary: west, here: 'PRIMARY', disagree: [] } as const;
const asPrimary = (roles: object = {}): Partial<Evidence> => ({
  trigger: 'manual',
  roles: { ...primary, disagree: [], ...roles },
});

const sentences: readonly [sentence: string, facts: Partial<Evidence>][] = [
  ['promote: no data arrives, the outage is confirmed, and nothing speaks against it', {}],
  ['ask: everything speaks for a promotion, and the policy asks people first', { automation: 'approve' }],
  [
    'ask: the override of DataUnknown may lose data: not read',
    { trigger: 'manual', override: ['DataUnknown'], dataArriving: { verdict: 'unknown', detail: 'not read' } },
  ],
  [
    'hold: DataStillArriving: it moves',
    { automation: 'approve', dataArriving: { verdict: 'arriving', detail: 'it moves' } },
  ],
  ['ask: DataUnknown: not read', { automation: 'approve', dataArriving: { verdict: 'unknown', detail: 'not read' } }],
  ['hold: us-west-2 is the primary already; Reconcile publishes it', { ...asPrimary(), trigger: 'automatic' }],
  ['adopt: us-west-2 is the primary already: publish and verify it', asPrimary()],
  [
    'hold: RolesUnclear: other Regions see it differently: us-east-1 sees no PRIMARY; eu-west-1 sees us-east-1',
    asPrimary({ disagree: ['us-east-1 sees no PRIMARY', 'eu-west-1 sees us-east-1'] }),
  ],
  ['hold: RolesUnclear: other Regions see it differently: two primaries', asPrimary({ primary: undefined })],
  ['hold: UnexpectedPrimary: the primary is us-west-2, expected was us-east-1', asPrimary({ requested: east })],
  ['adopt: us-west-2 is the primary already: publish and verify it', asPrimary({ requested: west })],
  [
    'hold: Separated: us-east-1 is published as separated from its Global Datastore, until people have rebuilt it and publish it anew',
    { ...asPrimary(), separated: east },
  ],
  ['adopt: us-west-2 is the primary already: publish and verify it', { ...asPrimary(), separated: west }],
  [
    'hold: JournalBehind: epoch 7 us-west-2 was accepted in us-west-2, and its journal does not know of it: it was lost or restored',
    { ...asPrimary(), unjournaled: { counter: 7, region: west } },
  ],
  ['wait: NotPreferred: eu-west-1 is to take over first', { preferred: outside }],
  [
    'ask: NotPreferred: eu-west-1 was to take over first, and did not act within 600 s',
    { preferred: outside, badSince: ago(600) },
  ],
  [
    'ask: NotPreferred: eu-west-1 is to take over first, and cannot: it is dark',
    { preferred: outside, preferredUnable: 'it is dark' },
  ],
  ['ask: NotPreferred: no Region of the preference is a SECONDARY', { preferred: undefined }],
  ['wait: NotPersistent: bad for 119.9 s of 120 s', { badSince: ago(119.9) }],
  ['hold: NotPersistent: the last look from here was not all bad', { badSince: undefined }],
  ['wait: ChangeInProgress: the datastore is modifying', { change: { status: 'modifying', since: ago(179.999) } }],
  ['ask: ChangeInProgress: the datastore is modifying', { change: { status: 'modifying', since: ago(180) } }],
  [
    'hold: ChangeInProgress: the datastore is modifying',
    { trigger: 'manual', change: { status: 'modifying', since: ago(180) } },
  ],
];

test.each(sentences)('%s', (sentence, facts) => {
  expect(told(facts)).toBe(sentence);
});

test('a primary tells all that speaks against adopting it, by ourselves as to people, and what was waived', () => {
  const doubtful = { ...asPrimary({ requested: east, disagree: ['it sees none'] }), separated: east };
  const guards = (facts: Partial<Evidence>) => {
    const { objections, waived } = decided(facts);
    return [objections.map(({ guard }) => guard), waived.map(({ guard }) => guard)];
  };

  expect(guards(doubtful)).toEqual([['Separated', 'RolesUnclear', 'UnexpectedPrimary'], []]);
  expect(guards({ ...doubtful, trigger: 'automatic', override: ['RolesUnclear'] })).toEqual([
    ['Separated', 'RolesUnclear', 'UnexpectedPrimary'],
    [],
  ]);
  expect(guards({ ...doubtful, override: ['RolesUnclear'] })).toEqual([
    ['Separated', 'UnexpectedPrimary'],
    ['RolesUnclear'],
  ]);
  expect(decided({ ...asPrimary({ disagree: ['it sees none'] }), override: ['RolesUnclear'] })).toEqual({
    action: 'adopt',
    reason: 'us-west-2 is the primary already: publish and verify it',
    objections: [],
    waived: [{ guard: 'RolesUnclear', reason: 'other Regions see it differently: it sees none' }],
  });
});
