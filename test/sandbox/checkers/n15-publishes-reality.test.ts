import { expect, test } from '@jest/globals';
import { n15 } from '../../../sandbox/checkers/n15-publishes-reality.ts';
import {
  batch,
  calm,
  east,
  failover,
  found,
  hostOf,
  promoted,
  published,
  put,
  ranFunction,
  west,
  without,
} from './a-run.ts';

const lead = (seconds: number, host: string) =>
  batch(seconds, [
    { action: 'CREATE', type: 'CNAME', value: host },
    { action: 'CREATE', type: 'TXT', value: `"2 ${west}"` },
  ]);

test('published after the writes, and copied after it was published', () => {
  expect(found(n15, failover())).toEqual([]);
});

test('published before anything was promoted, or while it took no writes', () => {
  const early = put(60, west, { value: published(2, west) });
  expect(found(n15, [...calm(), early])).toEqual([
    'us-west-2 published us-west-2 as primary of sessions (epoch 2 us-west-2) at 60.0 s although us-west-2 was not the primary in truth',
  ]);
  const visible = promoted(50).filter(({ name }) => name === 'elasticache:promoted');
  expect(found(n15, [...calm(), ...visible, early])).toEqual([
    expect.stringMatching(/the cluster of us-west-2 took no writes$/),
  ]);
});

test('published before a canary was written', () => {
  const blind = without(failover(), ({ name, region }) => name.includes('TouchCache') && region === west);
  expect(found(n15, blind)[0]).toMatch(/not every shard there took a canary since it took writes \(66\.0 s\)$/);
});

test('the other Region is copied only as it publishes itself', () => {
  const copy = put(100, east, { value: published(2, west) });
  const moved = [...calm(), ...promoted(50), ranFunction(55, 'TouchCache', { region: west })];
  expect(found(n15, [...moved, copy])).toEqual([
    expect.stringMatching(/us-west-2 publishes no such record of itself$/),
  ]);
  expect(found(n15, [...moved, put(60, west, { value: published(2, west) }), copy])).toEqual([]);
});

test("one Region's name with another's endpoint", () => {
  const mixed = published(2, west, { primary: hostOf(east) });
  const moved = [...calm(), ...promoted(50), ranFunction(55, 'TouchCache', { region: west })];
  expect(found(n15, [...moved, put(60, west, { value: mixed })])).toEqual([
    expect.stringMatching(/is no endpoint of us-west-2$/),
  ]);
});

test('the record leads to a primary that takes writes, and nowhere else', () => {
  const moved = [...calm(), ...promoted(50), ranFunction(55, 'TouchCache', { region: west })];
  expect(found(n15, [...moved, ...lead(60, hostOf(west))])).toEqual([]);
  expect(found(n15, [...calm(), ...lead(60, hostOf(west))])).toEqual([
    expect.stringMatching(/us-west-2 was not the primary in truth$/),
  ]);
  expect(found(n15, [...moved, ...lead(60, 'a-proxy.example.com')])).toEqual([
    expect.stringMatching(/a-proxy\.example\.com is no member's endpoint$/),
  ]);
});

test('what people publish is theirs', () => {
  expect(found(n15, [...calm(), put(60, west, { value: published(2, west), handler: 'people' })])).toEqual([]);
});
