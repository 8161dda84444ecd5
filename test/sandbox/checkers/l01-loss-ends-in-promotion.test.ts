import { expect, test } from '@jest/globals';
import { l01 } from '../../../sandbox/checkers/l01-loss-ends-in-promotion.ts';
import { at, calm, east, failover, fault, found, page, published, put, turns, west } from './a-run.ts';

const mustPromote = [{ datastore: 'sessions', to: west, by: at(300) }];
const dark = [...calm(), fault(20, 'blackout', { region: east }), ...turns(60, 1500, [west])];

test('promoted and published in time', () => {
  expect(found(l01, failover(), { mustPromote })).toEqual([]);
});

test('not promoted, or promoted and not published', () => {
  expect(found(l01, calm(), { mustPromote })).toEqual([
    'sessions had to be moved to us-west-2 by 300.0 s, and it was not promoted',
  ]);
  const silent = failover().filter(({ name, region }) => !(name === 'ssm:PutParameter' && region === west));
  expect(found(l01, [...silent, put(400, west, { value: published(2, west) })], { mustPromote })).toEqual([
    'sessions had to be moved to us-west-2 by 300.0 s, and its endpoint was not published there',
  ]);
});

test('twenty minutes dark, with Reconcile looking on: promoted, or somebody is told', () => {
  expect(found(l01, dark)).toEqual([
    'us-east-1, the primary of sessions, was dark from 20.0 s to 1500.0 s: nothing was promoted and nobody was told',
  ]);
  expect(found(l01, [...dark, page(200, west)])).toEqual([]);
  expect(found(l01, [...calm(), fault(20, 'blackout', { region: east })])).toEqual([]);
});
