import { expect, test } from '@jest/globals';
import { n01 } from '../../../sandbox/checkers/n01-two-confirmations.ts';
import { alarm, east, failover, fault, found, west, without, witness } from './a-run.ts';

const noBlackout = () => without(failover(), ({ kind }) => kind === 'fault');

test('a dark Region is confirmed from here and from outside', () => {
  expect(found(n01, failover())).toEqual([]);
});

test('a cut of the one link is one confirmation, and not enough', () => {
  expect(found(n01, [...noBlackout(), fault(20, 'cut', { a: east, b: west })])).toEqual([
    'sessions was promoted automatically in us-west-2 at 65.0 s while in truth only this spoke for an outage of us-east-1: ownReach',
  ]);
});

test('the same with a client alarm of another Region is enough, and with a forced one it is not', () => {
  const cut = [...noBlackout(), fault(20, 'cut', { a: east, b: west })];
  expect(found(n01, [...cut, alarm(50, 'sessions-client-errors', { region: witness })])).toEqual([]);
  expect(found(n01, [...cut, alarm(50, 'sessions-client-errors', { region: witness, forced: true })])).toHaveLength(1);
  const over = alarm(55, 'sessions-client-errors', { region: witness, to: 'OK' });
  expect(found(n01, [...cut, alarm(50, 'sessions-client-errors', { region: witness }), over])).toHaveLength(1);
});

test('the primary dead and its API alive: one confirmation; nothing at all: none', () => {
  expect(found(n01, [...noBlackout(), fault(20, 'redis:down', { region: east })])).toEqual([
    expect.stringMatching(/us-east-1: ownReach$/),
  ]);
  expect(found(n01, noBlackout())).toEqual([expect.stringMatching(/us-east-1: nothing$/)]);
});
