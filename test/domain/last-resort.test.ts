import { expect, test } from '@jest/globals';
import { AnotherRegionPromoted, PromotionRefused, PromotionTimedOut } from '../../functions/contract/errors.ts';
import type { RunState } from '../../functions/contract/run-state.ts';
import { mayAskForSeparation } from '../../functions/domain/last-resort.ts';
import { assessmentOf } from '../support/assessment.ts';
import { confirmation } from '../support/evidence.ts';
import { answered, failed } from '../support/readings.ts';
import { aRun } from '../support/run.ts';
import { east, groupView, sessions, west } from '../support/sessions.ts';
import { intent } from '../support/standing.ts';

const lost: RunState = { run: aRun(), assessment: assessmentOf() };
const answering: RunState = {
  run: aRun(),
  assessment: assessmentOf({ confirmations: [confirmation('primaryApi', 'up')] }),
};
const late = new PromotionTimedOut('301 s');
const refused = new PromotionRefused('no');
const open = {
  failure: late as Error,
  state: lost,
  intent: intent(2),
  datastore: { ...sessions, policy: { ...sessions.policy, separation: 'approve' as const } },
  group: answered(groupView(east, 'modifying')),
};
const member = (change: object) => {
  const view = groupView(east, 'modifying');
  return answered({ ...view, members: view.members.map((it) => (it.region === west ? { ...it, ...change } : it)) });
};

test.each([
  ['the promotion was late, the primary Region dark', {}],
  ['the promotion was late, the primary Region answers', { state: answering }],
  ['the promotion was refused, the primary Region dark', { failure: refused }],
])('people are asked where %s', (_, change) => {
  expect(mayAskForSeparation({ ...open, ...change })).toBe(true);
});

test.each<[string, object]>([
  ['the policy says never', { datastore: sessions }],
  ['the promotion was refused, and the primary Region answers', { failure: refused, state: answering }],
  ['it was refused, and nothing was assessed', { failure: refused, state: { run: aRun() } }],
  ['another Region was promoted', { failure: new AnotherRegionPromoted('us-east-2') }],
  ['nothing was promoted, only adopted', { intent: intent(2, { kind: 'adopt' }) }],
  ['people were asked already', { state: { ...lost, separationError: { Error: 'ApprovalDeclined' } } }],
  ['it was called already', { intent: intent(2, { separateCalledAt: '2026-11-23T12:00:00.000Z' }) }],
  ['this Region is PRIMARY, and only its writes fail', { group: answered(groupView(west)) }],
  ['its membership is ending', { group: member({ status: 'disassociating' }) }],
  ['another cluster of this Region is the member', { group: member({ replicationGroupId: 'carts-usw2' }) }],
  ["this Region's own API does not answer", { group: failed('dark') }],
])('nobody is asked where %s', (_, change) => {
  expect(mayAskForSeparation({ ...open, ...change })).toBe(false);
});
