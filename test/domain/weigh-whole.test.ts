import { expect, test } from '@jest/globals';
import { answered as answerOf } from '../../functions/domain/readings.ts';
import { type Occasion, weigh } from '../../functions/domain/weigh.ts';
import { answered, failed, primaryLost, recordOf } from '../support/readings.ts';
import { ago, east, groupView, instant, now, west } from '../support/sessions.ts';

const alone: Occasion = { trigger: 'automatic', override: [], expectedPrimary: undefined };
test('a lost primary, weighed: exactly this, and no member that says nothing', () => {
  expect(weigh(primaryLost(), alone)).toStrictEqual({
    readFrom: now,
    readAt: now,
    here: west,
    trigger: 'automatic',
    override: [],
    automation: 'auto',
    roles: { primary: east, here: 'SECONDARY', disagree: [], expected: east },
    dataArriving: { verdict: 'stopped', lastMovedAt: ago(60), detail: 'nothing arrived for 60 s' },
    badSince: ago(50),
    confirmations: [
      { by: 'ownReach', verdict: 'down', outside: false, detail: 'connect ETIMEDOUT' },
      { by: 'primaryApi', verdict: 'down', outside: true, detail: 'dark from here and from the witness' },
      {
        by: 'clientView',
        verdict: 'down',
        outside: true,
        detail: 'sessions-client-errors in eu-west-1: ALARM, and its data breaches',
      },
    ],
    target: { faults: [], lossBoundMs: 800, recoveryPoint: ago(60) },
    preferred: west,
    highestEpoch: { counter: 1, region: east },
    // us-east-1's record could not be read and may hold epoch 2 by now: this Region's 2 is above that by its name.
    proposedEpoch: { counter: 2, region: west },
  });
});

test('nothing that could be read, weighed: every part says that it does not know', () => {
  const nothing = primaryLost({
    groups: new Map(),
    member: failed('unknown'),
    witness: new Map(),
    touch: failed('unknown'),
    probe: undefined,
    published: new Map(),
    recordEpoch: failed('unknown'),
    incident: { datastore: 'sessions' },
    automation: 'unreadable',
    clientAlarms: [],
  });
  expect(weigh(nothing, alone)).toStrictEqual({
    readFrom: now,
    readAt: now,
    here: west,
    trigger: 'automatic',
    override: [],
    automation: 'unreadable',
    roles: { here: 'unknown', disagree: [] },
    dataArriving: { verdict: 'unknown', detail: "this Region's cache could not be read" },
    confirmations: [
      { by: 'ownReach', verdict: 'unknown', outside: false, detail: 'TouchCache did not answer' },
      { by: 'primaryApi', verdict: 'unknown', outside: true, detail: 'there is no other primary to ask' },
      { by: 'clientView', verdict: 'unknown', outside: false, detail: 'no client alarm is configured' },
    ],
    target: { faults: ['us-west-2 is not a member by its own view', 'its cache could not be read'] },
    proposedEpoch: { counter: 1, region: west },
  });
});

test('what people ask, and what only sometimes stands, is carried along', () => {
  const published = new Map([
    [east, answered(recordOf(east, 4, { separated: true, promotedAt: instant(ago(100)) }))],
    [west, answered(recordOf(west, 3, { promotedAt: instant(ago(200)) }))],
  ]);
  const asked: Occasion = { trigger: 'manual', override: ['TargetUnfit'], expectedPrimary: east, changeSince: ago(30) };
  const seen = weigh(
    primaryLost({ published, switchNote: 'by ada', groups: new Map([[west, answered(groupView(east, 'modifying'))]]) }),
    asked,
  );
  expect(seen).toMatchObject({
    trigger: 'manual',
    override: ['TargetUnfit'],
    switchNote: 'by ada',
    roles: { requested: east, expected: east },
    change: { status: 'modifying', since: ago(30) },
    unjournaled: { counter: 3, region: west },
    separated: east,
    lastPromotedAt: ago(100),
  });
});

test('only an answer has a value', () => {
  expect(answerOf(answered(1))).toBe(1);
  expect(answerOf(failed('refused'))).toBeUndefined();
  expect(answerOf(undefined)).toBeUndefined();
});
