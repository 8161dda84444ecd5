import { expect, test } from '@jest/globals';
import { n14 } from '../../../sandbox/checkers/n14-promoted-by-others.ts';
import { accepted, east, failover, found, incident, intent, promoted, promotes, started, west } from './a-run.ts';

const adopts = (seconds: number, kind = 'adopt') =>
  incident(seconds, { after: { intent: intent(2, { kind, from: west }) }, handler: 'Reconcile' });
const byHand = (seconds: number, to: string) => [
  accepted(seconds, { to, handler: 'people', requestId: 'theirs' }),
  ...promoted(seconds + 1, to),
];

test('nobody did', () => {
  expect(found(n14, failover())).toEqual([]);
});

test('a Region adopts itself only while it is the primary', () => {
  expect(found(n14, [...byHand(5, west), adopts(60)])).toEqual([]);
  expect(found(n14, [adopts(60)])).toEqual([
    'us-west-2 took an epoch for itself as primary of sessions at 60.0 s (adopt), and us-east-1 was the primary',
  ]);
  expect(found(n14, [adopts(60, 'first')])).toHaveLength(1);
});

test('a run does not promote back what people did meanwhile', () => {
  const meanwhile = [started(10), ...byHand(30, east), ...promotes(200)];
  expect(found(n14, meanwhile)).toEqual([
    'people promoted us-east-1 at 30.0 s while sessions-1 ran, and at 200.0 s that run promoted us-west-2',
  ]);
  expect(found(n14, [...byHand(5, east), started(10), ...promotes(200)])).toEqual([]);
});
