import { expect, test } from '@jest/globals';
import { freshNow } from '../../functions/domain/fresh-evidence.ts';
import { peoplesAnswer } from '../../functions/domain/peoples-answer.ts';

const readFrom = Date.parse('2026-11-23T08:00:00Z');
const later = (ms: number) => new Date(readFrom + ms);

test('evidence counts for a call until twenty seconds after its first reading began', () => {
  expect(freshNow({ readFrom }, later(20_000))).toEqual(later(20_000));
  expect(() => freshNow({ readFrom }, later(20_001))).toThrow(
    expect.objectContaining({ name: 'PlanChanged', message: 'the evidence is 20001 ms old, the limit is 20000 ms' }),
  );
});

const answer = {
  action: 'promote',
  datastore: 'sessions',
  target: 'us-west-2',
  epoch: 2,
  waives: ['LossAboveLimit'],
  lossBoundMs: 'unknown',
  approvedBy: 'ada',
};

test('an answer is taken as it is written, and nothing beside it', () => {
  expect(peoplesAnswer(answer)).toEqual(answer);
  expect(() => peoplesAnswer({ ...answer, and: 'more' })).toThrow(expect.objectContaining({ name: 'InvalidRequest' }));
});

test.each([
  [{ ...answer, epoch: 0, approvedBy: '' }, /^approval: epoch: [^;]*; approvedBy: [^;]*$/],
  ['yes', /^approval: the task output: [^;]*$/],
  [undefined, /^approval: the task output: [^;]*$/],
])('%j is no answer, and all that is wrong with it is told', (wrong, message) => {
  expect(() => peoplesAnswer(wrong)).toThrow(
    expect.objectContaining({ name: 'InvalidRequest', message: expect.stringMatching(message) }),
  );
});
