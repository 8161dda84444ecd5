import { expect, test } from '@jest/globals';
import { l02 } from '../../../sandbox/checkers/l02-every-execution-ends.ts';
import type { Entry } from '../../../sandbox/history.ts';
import { alarm, at, called, ended, failover, found, page, ranFunction, started, west } from './a-run.ts';

const held = { outcome: 'held', overrideWith: { datastore: 'sessions', override: ['TooFewConfirmations'] } };

test('every run ended, and said so', () => {
  expect(found(l02, failover())).toEqual([]);
});

test('one that never ends, as soon as nothing more is to come or all its waits are over', () => {
  expect(found(l02, [started(1)])).toEqual([]);
  expect(found(l02, [started(1)], { settled: true })).toEqual([
    'the run sessions-1 in us-west-2, started at 1.0 s, never ended',
  ]);
  expect(found(l02, [started(1)], { endedAt: at(4000) })).toHaveLength(1);
});

/** A step of the run asks SNS to tell people, again and again, and is answered so. */
const published = (handler: string, ...outcomes: readonly string[]): Entry[] => [
  ranFunction(3, handler, { region: west, requestId: handler, execution: 'sessions-1' }),
  ...outcomes.map((outcome, index) =>
    called(4 + index / 10, 'sns:Publish', { handler, region: west, invocation: handler, outcome }),
  ),
];

test('a failure that nobody hears of', () => {
  const failed = [started(1), ended(5, 'FAILED', { error: 'PromotionTimedOut' })];
  expect(found(l02, failed)).toEqual([
    expect.stringMatching(/ended as FAILED \(PromotionTimedOut\), and nobody was told$/),
  ]);
  expect(found(l02, [...failed, page(4, west)])).toEqual([]);
  expect(found(l02, [...failed, ...published('AskForHelp', 'AuthorizationError')])).toEqual([]);
  const reconcile = called(4, 'sns:Publish', { handler: 'Reconcile', region: west, outcome: 'AuthorizationError' });
  expect(found(l02, [...failed, reconcile])).toHaveLength(1);
});

test('a hold with and without the JSON that overrides it', () => {
  const hold = [started(1), ended(5, 'SUCCEEDED', { output: held })];
  expect(found(l02, hold)).toEqual([expect.stringMatching(/was held, and nobody was told$/)]);
  expect(found(l02, [...hold, page(4, west)])).toEqual([expect.stringContaining('no page has the JSON')]);
  expect(found(l02, [...hold, page(4, west, { message: '{"override":["TooFewConfirmations"]}' })])).toEqual([]);
  expect(found(l02, [...hold, page(4, west), ...published('CloseIncident', 'Throttling')])).toEqual([]);
  expect(found(l02, [...hold, page(4, west), ...published('CloseIncident', 'Throttling', 'OK')])).toEqual([
    expect.stringContaining('no page has the JSON'),
  ]);
});

test('an alarm on failed executions is no word of what was done, but where no function could speak', () => {
  const alarmed = (seconds: number, name: string) => page(seconds, west, { message: `{"AlarmName":"${name}"}` });
  const failed = alarmed(6, 'failover-executions-failed');
  expect(found(l02, [started(1), ended(5, 'FAILED', { error: 'PromotionTimedOut' }), failed])).toHaveLength(1);
  const mute = [started(1), ended(5, 'FAILED', { error: 'HelpFailed' })];
  expect(found(l02, [...mute, failed])).toEqual([]);
  expect(found(l02, [started(1), ended(5, 'TIMED_OUT'), failed])).toEqual([]);
  expect(found(l02, [...mute, alarmed(184, 'failover-executions-failed')])).toEqual([]);
  expect(found(l02, [...mute, alarmed(186, 'failover-executions-failed')])).toHaveLength(1);
  expect(found(l02, [...mute, alarmed(6, 'failover-sessions-probe-ran')])).toHaveLength(1);
});

test('an alarm that rings already is not paged again for the next run that nobody could speak for', () => {
  const name = 'failover-executions-failed';
  const rang = [alarm(1, name), page(1, west, { message: `{"AlarmName":"${name}"}` })];
  const mute = [started(2), ended(5, 'FAILED', { error: 'HelpFailed' })];
  expect(found(l02, [...rang, ...mute])).toEqual([]);
  expect(found(l02, [...rang, alarm(3, name, { to: 'OK' }), ...mute])).toHaveLength(1);
  expect(found(l02, [alarm(1, name), ...mute])).toHaveLength(1);
});

test('where alarms are evaluated only when asked, a run that no function could speak for is not silent by its own fault', () => {
  const mute = [started(1), ended(5, 'FAILED', { error: 'HelpFailed' })];
  expect(found(l02, mute)).toHaveLength(1);
  expect(found(l02, mute, { alarmsAsked: true })).toEqual([]);
  const spoken = [started(1), ended(5, 'FAILED', { error: 'PromotionTimedOut' })];
  expect(found(l02, spoken, { alarmsAsked: true })).toHaveLength(1);
});

test('a second trigger that finds another run at work has nothing to say', () => {
  const output = { ...held, reason: 'another run holds the datastore: sessions-0' };
  expect(found(l02, [started(1), ended(5, 'SUCCEEDED', { output })])).toEqual([]);
});

test('whoever typed nonsense has read it', () => {
  expect(found(l02, [started(1), ended(2, 'FAILED', { error: 'InvalidRequest' })])).toEqual([]);
});
