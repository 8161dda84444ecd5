import { expect, test } from '@jest/globals';
import { n08 } from '../../../sandbox/checkers/n08-one-per-cooldown.ts';
import { east, effect, failover, fault, found, promoted, promotes, started, west, without } from './a-run.ts';

const second = (seconds: number) => [
  started(seconds - 10, { name: 'sessions-2' }),
  ...promotes(seconds, { counter: 4, name: 'sessions-2' }),
];
const acknowledged = effect(500, 'ssm:PutParameter', {
  region: east,
  parameter: '/failover/sessions/acknowledged',
  value: '{}',
  principal: 'administrator',
});

test('one, and another after the cooldown', () => {
  expect(found(n08, failover())).toEqual([]);
  expect(found(n08, [...failover(), ...promoted(1000, east), ...second(65 + 3600)])).toEqual([]);
});

test('two within it', () => {
  expect(found(n08, [...failover(), ...promoted(1000, east), ...second(65 + 3599)])).toEqual([
    'sessions was promoted automatically in us-west-2 at 3664.0 s, 3599 s after us-west-2; the cooldown is 3600 s',
  ]);
});

test('clocks that are apart end it sooner by so much', () => {
  const twice = [...failover(), ...promoted(1000, east), ...second(65 + 3599)];
  const ahead = (ms: number) => fault(1, 'skew', { region: west, ms });
  expect(found(n08, [...twice, ahead(1000)])).toEqual([]);
  expect(found(n08, [...twice, ahead(900)])).toHaveLength(1);
});

test('people said that the first was right', () => {
  expect(found(n08, [...failover(), acknowledged, ...second(1200)])).toEqual([]);
});

test('a promotion that came to nothing begins no cooldown', () => {
  const futile = without(failover(), ({ name }) => /elasticache:(promoted|writable)/.test(name));
  expect(found(n08, [...futile, ...second(600)])).toEqual([]);
});

test('people who promote by hand are not counted', () => {
  const byHand = without(failover(), ({ name }) => name === 'RUNNING');
  expect(found(n08, [...byHand, started(61, { input: { requestedBy: 'ada' } }), ...second(600)])).toEqual([]);
});
