import { expect, test } from '@jest/globals';
import { n11 } from '../../../sandbox/checkers/n11-copies-of-alarms.ts';
import { east, effect, failover, found, promoted, promotes, started } from './a-run.ts';

const again = [started(80, { name: 'sessions-2' }), ...promotes(85, { counter: 3, name: 'sessions-2' })];
const forgotten = effect(80, 'elasticache:promotion-forgotten', { region: east, group: 'ldgnf-sessions' });

test('one loss, one promotion', () => {
  expect(found(n11, failover())).toEqual([]);
});

test('a copy of the alarm promotes once more', () => {
  expect(found(n11, [...failover(), ...again])).toEqual([
    'sessions was promoted in us-west-2 twice for one loss: at 65.0 s and at 85.0 s',
  ]);
});

test('another loss, after the primary had moved on; or nothing came of the first', () => {
  expect(found(n11, [...failover(), ...promoted(75, east), ...again])).toEqual([]);
  expect(found(n11, [...failover(), forgotten, ...again])).toEqual([]);
});
