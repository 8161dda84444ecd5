import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Guard, guards } from '../../functions/contract/request.ts';
import { claimStep } from '../../functions/domain/claims.ts';
import { datastoreOf, datastoresIn } from '../../functions/domain/datastore.ts';
import { executionName } from '../../functions/domain/execution-name.ts';
import { afterApproval, nextStep } from '../../functions/domain/next-step.ts';
import { isRefusal } from '../../functions/domain/refusals.ts';
import { claimBy } from '../support/run.ts';
import { config, now, outside, west } from '../support/sessions.ts';

const claim = claimBy('other');
test.each([
  ['take', 'free', undefined, 'unknown', 'automatic'],
  ['take', 'its own', claimBy('me'), 'unknown', 'automatic'],
  ['take', 'its own, though it yields', claimBy('me', { yielding: true }), 'alive', 'automatic'],
  ['take', 'of a dead owner', claim, 'dead', 'automatic'],
  ['refused', 'of a living owner', claim, 'alive', 'automatic'],
  ['refused', 'of a living owner', claim, 'alive', 'manual'],
  ['refused', 'of an owner nobody knows of', claim, 'unknown', 'manual'],
  ['contended', 'yielding', { ...claim, yielding: true }, 'alive', 'automatic'],
  ['take', 'yielding', { ...claim, yielding: true }, 'alive', 'manual'],
] as const)('%s a claim that is %s', (step, _, found, ownerState, trigger) => {
  expect(claimStep(found, { owner: 'me', ownerState, trigger })).toBe(step);
});

const decided = (action: 'promote' | 'adopt' | 'wait' | 'ask' | 'hold') => ({
  action,
  reason: 'r',
  objections: [],
  waived: [],
});
test.each([
  ['promote', 'held', 'promote'],
  ['adopt', 'held', 'promote'],
  ['wait', 'held', 'wait'],
  ['ask', 'held', 'ask'],
  ['hold', 'held', 'close'],
  ['promote', 'contended', 'promote'],
  ['ask', 'contended', 'close'],
  ['wait', 'contended', 'close'],
] as const)('%s with the claim %s leads to %s', (action, claimed, next) => {
  expect(nextStep(decided(action), { mode: 'failover', claim: claimed })).toBe(next);
});

test('people answer a question, and nothing else', () => {
  expect(afterApproval(decided('ask'), []).action).toBe('promote');
  for (const action of ['promote', 'adopt', 'wait', 'hold'] as const)
    expect(afterApproval(decided(action), [...guards]).action).toBe(action);
});

const against = (...found: Guard[]) => found.map((guard) => ({ guard, reason: 'as found' }));
const asks = (objections: Guard[], waived: Guard[] = []) => ({
  ...decided('ask'),
  objections: against(...objections),
  waived: against(...waived),
});
test.each([
  ['promote', 'the same still speaks against it', asks(['LossAboveLimit']), ['LossAboveLimit']],
  ['promote', 'less speaks against it', asks(['NotPreferred']), ['NotPreferred', 'LossAboveLimit']],
  ['hold', 'something new does', asks(['NotPreferred', 'LossAboveLimit']), ['NotPreferred']],
  ['hold', 'people were asked about nothing', asks(['LossAboveLimit']), []],
  ['promote', 'the same waiver may lose data', asks([], ['DataUnknown']), ['DataUnknown']],
  ['promote', 'a new waiver loses nothing', asks([], ['DataUnknown', 'TooFewConfirmations']), ['DataUnknown']],
  ['hold', 'another waiver may lose data', asks([], ['LossAboveLimit', 'DataStillArriving']), ['LossAboveLimit']],
] as const)('after an approval: %s where %s', (action, _, second, known) => {
  const decision = afterApproval(second, known);
  expect(decision.action).toBe(action);
  const fresh = [...second.objections, ...second.waived].at(-1);
  if (action === 'hold') expect(decision.reason).toContain(`before this was known: ${fresh?.guard}: as found`);
});

test('execution names are ones that Step Functions takes, and tell situation and attempt apart', () => {
  expect(executionName('sessions', new Date(now))).toBe('sessions-20261123T120000000Z');
  expect(executionName('sessions', new Date(now), 3)).toBe('sessions-20261123T120000000Z-r3');
  const times = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/), times, fc.nat(), (name, since, attempt) => {
      expect(executionName(name, since, attempt)).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
    }),
  );
});

test.each([
  [true, 'InvalidGlobalReplicationGroupStateFault'],
  [true, 'GlobalReplicationGroupNotFoundFault'],
  [true, 'AccessDenied'],
  [false, 'TimeoutError'],
  [true, 'Throttling'],
  [true, 'ThrottlingException'],
  [true, 'RequestLimitExceeded'],
  [false, 'ServiceUnavailable'],
  [false, 'Lambda.Unknown'],
  [false, 'States.Timeout'],
])('is a refusal: %s for %s', (expected, name) => {
  expect(isRefusal({ Error: name })).toBe(expected);
});

test('a datastore is looked up by its own name only, and the refusal lists what is known', () => {
  expect(datastoreOf(config, 'sessions').globalReplicationGroupId).toBe('ldgnf-sessions');
  for (const name of ['cart', 'constructor', '__proto__', 'toString'])
    expect(() => datastoreOf(config, name)).toThrow(
      expect.objectContaining({ name: 'UnknownDatastore', message: expect.stringContaining('configured: sessions') }),
    );
  expect(datastoresIn(config, west).map(([name]) => name)).toEqual(['sessions']);
  expect(datastoresIn(config, outside)).toEqual([]);
});
