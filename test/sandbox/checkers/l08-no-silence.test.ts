import { expect, test } from '@jest/globals';
import { l08 } from '../../../sandbox/checkers/l08-no-silence.ts';
import { at, calm, east, effect, fault, found, page, started, turns, west } from './a-run.ts';

const endedAt = at(5000);
const bad = [...calm(), fault(20, 'redis:down', { region: east }), ...turns(60, 5000, [west])];

test('said or done something about it every now and then', () => {
  expect(found(l08, [...bad, page(600, west), started(4000)], { endedAt })).toEqual([]);
});

test('silent for more than an hour', () => {
  expect(found(l08, bad, { endedAt })).toEqual([
    'the primary of sessions in us-east-1 served nobody, and for 83 minutes from 20.0 s nothing was done or said',
  ]);
});

test('nobody looked, or people turned it off', () => {
  expect(found(l08, [...calm(), fault(20, 'redis:down', { region: east })], { endedAt })).toEqual([]);
  const off = effect(10, 'ssm:PutParameter', {
    region: west,
    parameter: '/failover/sessions/switch',
    value: 'off',
    principal: 'administrator',
  });
  const onlyWest = bad.filter(({ name, region }) => !(name === 'failover-Reconcile' && region === east));
  expect(found(l08, [...onlyWest, off], { endedAt })).toEqual([]);
});
