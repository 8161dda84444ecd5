import { expect, test } from '@jest/globals';
import type { Intent } from '../../functions/contract/journal.ts';
import { promotionProgress } from '../../functions/domain/promotion-progress.ts';
import { answered, failed, shardLook, touchAnswer } from '../support/readings.ts';
import { aloneView, east, groupView, instant, memberView, now, outside, west } from '../support/sessions.ts';

const intent: Intent = {
  epoch: { counter: 2, region: west },
  owner: 'run-1',
  from: east,
  to: west,
  calledAt: instant(now),
  kind: 'promote',
  replaces: [],
};
const wrote = (...all: (boolean | undefined)[]) =>
  answered(
    touchAnswer({
      local: {
        reach: 'alive',
        shards: all.map((it, i) => shardLook({ shard: `${i}`, ...(it !== undefined && { wrote: it }) })),
      },
    }),
  );
const look = (parts: Partial<Parameters<typeof promotionProgress>[0]> = {}) =>
  promotionProgress({
    intent,
    group: answered(groupView(west)),
    member: answered(memberView(west, 'PRIMARY')),
    touch: wrote(true),
    ...parts,
  });
const twoShards = answered({
  ...memberView(west, 'PRIMARY'),
  shards: [
    { id: '1', status: 'available' },
    { id: '2', status: 'available' },
  ],
});
const noPrimary = answered({ ...groupView(west), members: [] });

test('done: PRIMARY by its own view, and every shard took a write', () => {
  expect(look()).toEqual({ state: 'done', detail: expect.any(String) });
  expect(look({ member: twoShards, touch: wrote(true, true) }).state).toBe('done');
});

test('a group that is still modifying is reported, and does not block', () => {
  expect(look({ group: answered(groupView(west, 'modifying')) })).toMatchObject({
    state: 'done',
    degraded: 'the group is still modifying',
  });
});

test.each<[string, Partial<Parameters<typeof promotionProgress>[0]>]>([
  ['the old primary still is', { group: answered(groupView(east)) }],
  ['there is no primary', { group: noPrimary }],
  ["the group's API does not answer", { group: failed('dark') }],
  ["the member's API does not answer", { member: failed('unknown') }],
  ['the shard refuses the write', { touch: wrote(false) }],
  ['no write was tried', { touch: wrote(undefined) }],
  ['one of two shards refuses', { member: twoShards, touch: wrote(true, false) }],
  ['one of two shards did not answer', { member: twoShards, touch: wrote(true) }],
  ['TouchCache did not answer', { touch: failed('unknown') }],
])('pending: %s', (_, parts) => {
  expect(look(parts)).toMatchObject({ state: 'pending', detail: expect.any(String) });
});

test('somebody promoted a third Region: elsewhere', () => {
  expect(
    look({
      group: answered({
        ...groupView(outside),
        members: [{ region: outside, replicationGroupId: 'x', role: 'PRIMARY', status: 'associated' }],
      }),
    }).state,
  ).toBe('elsewhere');
});

test('an adopted Region that is primary no longer: elsewhere', () => {
  expect(look({ intent: { ...intent, kind: 'adopt', from: west }, group: answered(groupView(east)) }).state).toBe(
    'elsewhere',
  );
});

test('where the roles were unclear at the call, a primary that shows up is no proof that somebody else acted', () => {
  expect(look({ intent: { ...intent, from: west }, group: answered(groupView(east)) }).state).toBe('pending');
});

const separating = {
  intent: { ...intent, separateCalledAt: instant(now) },
  group: failed('refused'),
  member: answered(aloneView(west)),
};

test('a separation that its run called for is done once the cluster is in no group and every shard took a write', () => {
  expect(look(separating)).toEqual({ state: 'done', detail: expect.any(String), separated: true });
  expect(look({ ...separating, touch: wrote(false) }).state).toBe('pending');
  // Whether the Region that left still sees the group is not documented.
  const rest = { status: 'primary-only', members: groupView(east).members.filter(({ region }) => region === east) };
  expect(look({ ...separating, group: answered(rest) }).state).toBe('done');
});

test('it is not, while the cluster is still a member, or where this run never called for it', () => {
  const member = answered(memberView(west, 'SECONDARY'));
  expect(look({ ...separating, group: answered(groupView(east, 'modifying')), member }).state).toBe('pending');
  expect(look({ ...separating, intent })).toMatchObject({
    state: 'pending',
    detail: expect.stringContaining('not by this run'),
  });
});

test('the promotion that takes effect before the separation is a promotion', () => {
  const { intent } = separating;
  expect(look({ intent })).not.toHaveProperty('separated');
  expect(look({ intent }).state).toBe('done');
});
