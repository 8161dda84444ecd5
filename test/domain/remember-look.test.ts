import { expect, test } from '@jest/globals';
import type { ProbeMemory } from '../../functions/contract/journal.ts';
import type { TouchAnswer } from '../../functions/contract/touch.ts';
import { rememberLook } from '../../functions/domain/remember-look.ts';
import { probeMemory, shardLook, touchAnswer } from '../support/readings.ts';
import { ago, now } from '../support/sessions.ts';

const look = (
  answer: TouchAnswer | undefined,
  { before = probeMemory(), role = 'SECONDARY' }: { before?: ProbeMemory | undefined; role?: ProbeMemory['role'] } = {},
) => rememberLook(before, { datastore: 'sessions', role, answer, at: now, intervalMs: 10_000 });
const bad = touchAnswer();
const shards = (...all: Parameters<typeof shardLook>[0][]): TouchAnswer =>
  touchAnswer({ local: { reach: 'alive', shards: all.map((parts) => shardLook(parts)) } });

test('the first bad look begins the row, the next ones keep its beginning', () => {
  expect(look(bad, { before: probeMemory({ badSince: undefined }) }).badSince).toBe(now);
  expect(look(bad).badSince).toBe(ago(50));
});

test.each([
  [20, ago(50)],
  [20.001, now],
])('after %d s without a look, of an interval of 10 s, the row began at %d', (seconds, since) => {
  const before = probeMemory({ lookedAt: ago(seconds), stoppedSince: ago(50) });
  expect(look(bad, { before })).toMatchObject({ badSince: since, stoppedSince: ago(50) });
});

test.each<[string, TouchAnswer | undefined]>([
  ['the heartbeat moved', shards({ heartbeat: { writtenAt: ago(1), count: 8 } })],
  ['the offset moved', shards({ offset: { stream: 'a', position: 101 } })],
  ['the primary took a write', touchAnswer({ remote: { reach: 'alive', wrote: true } })],
  ['the look failed', undefined],
  ["this Region's cache did not answer", touchAnswer({ local: { reach: 'unreachable', shards: [] } })],
  ['a shard is new', shards({}, { shard: '1' })],
])('one look that was not all bad ends the row: %s', (_, answer) => {
  expect(look(answer).badSince).toBeUndefined();
});

test('a look that could not tell ends the row, but not the stop; one that saw something good ends both', () => {
  const before = probeMemory({ stoppedSince: ago(300) });
  const unseen = touchAnswer({ local: { reach: 'unreachable', shards: [] } });
  const { badSince, ...stopped } = probeMemory({ stoppedSince: ago(300) });

  expect(look(bad, { before }).stoppedSince).toBe(ago(300));
  expect(look(bad, { before: stopped })).toMatchObject({ badSince: now, stoppedSince: ago(300) });
  for (const answer of [undefined, unseen]) {
    expect(look(answer, { before }).stoppedSince).toBe(ago(300));
    expect(look(answer, { before: { ...stopped, stoppedSince: undefined } }).stoppedSince).toBeUndefined();
  }
  expect(look(bad, { before, role: 'unknown' }).stoppedSince).toBe(ago(300));

  const passed = touchAnswer({ remote: { reach: 'alive', wrote: true } });
  for (const answer of [passed, shards({ offset: { stream: 'a', position: 101 } })])
    expect(look(answer, { before }).stoppedSince).toBeUndefined();
  expect(look(bad, { before, role: 'PRIMARY' }).stoppedSince).toBeUndefined();
});

test('the stop begins with the first bad look', () => {
  expect(look(bad, { before: probeMemory({ badSince: undefined }) }).stoppedSince).toBe(now);
});

test('a primary that answers without taking the write does not end the row', () => {
  expect(look(touchAnswer({ remote: { reach: 'alive', wrote: false, refusal: 'LOADING' } })).badSince).toBe(ago(50));
});

test.each(['PRIMARY', 'unknown'] as const)('as %s there is no bad row', (role) => {
  expect(look(bad, { role }).badSince).toBeUndefined();
});

test('a first look remembers values, and no movement', () => {
  expect(
    rememberLook(undefined, { datastore: 'sessions', role: 'SECONDARY', answer: bad, at: now, intervalMs: 10_000 }),
  ).toEqual({
    datastore: 'sessions',
    lookedAt: now,
    role: 'SECONDARY',
    shards: [{ shard: '0', heartbeatCount: 7, stream: 'a', position: 100 }],
  });
});

test('movement is remembered when it is seen, by this Region’s clock', () => {
  const moved = look(shards({ heartbeat: { writtenAt: ago(2), count: 8 }, offset: { stream: 'a', position: 150 } }));
  expect(moved.shards).toEqual([
    { shard: '0', heartbeatCount: 8, heartbeatMovedAt: now, stream: 'a', position: 150, offsetMovedAt: now },
  ]);
});

test.each([
  ['another stream', { stream: 'b', position: 900 }],
  ['a smaller position', { stream: 'a', position: 90 }],
])('%s is remembered, but is no movement', (_, offset) => {
  expect(look(shards({ offset })).shards[0]).toMatchObject({ ...offset, offsetMovedAt: ago(60) });
});

test('the delay is measured only when a heartbeat arrives: the age after the stop is not it', () => {
  expect(look(bad).lastDelayMs).toBe(800);
  expect(look(shards({ heartbeat: { writtenAt: now - 1500, count: 8 } })).lastDelayMs).toBe(1500);
  expect(look(shards({ heartbeat: { writtenAt: now + 400, count: 8 } })).lastDelayMs).toBe(0);
});

const lateBeat = shards({ heartbeat: { writtenAt: ago(60), count: 8 } });

test.each<[string, number, Partial<ProbeMemory>]>([
  ['one run of Probe was lost: the delay measured before it', 800, {}],
  ['a look came as late as it may: its whole age', 60_000, { lookedAt: ago(20) }],
  ['a look came later than it may', 800, { lookedAt: ago(20.001) }],
  ['one run, and no more, was lost', 800, { lookedAt: ago(80) }],
  ['more than one run was lost: its whole age', 60_000, { lookedAt: ago(80.001) }],
  ['no delay was ever measured: its whole age', 60_000, { lastDelayMs: undefined }],
  ['a longer delay was measured before: its age is all that it can be', 60_000, { lastDelayMs: 70_000 }],
])('a heartbeat that moved while nobody looked: %s', (_, delay, parts) => {
  const { lookedAt } = { lookedAt: ago(61), ...parts };
  const shards = probeMemory().shards.map((shard) => ({ ...shard, heartbeatMovedAt: lookedAt }));
  const before = probeMemory({ lookedAt, shards, ...parts });
  expect(look(lateBeat, { before }).lastDelayMs).toBe(delay);
});

test.each([
  ['until the looks paused', ago(81), 800],
  ['until long before', ago(81.001), 60_000],
  ['never', undefined, 60_000],
])(
  'a lost run excuses a late heartbeat only where others had been seen to arrive: %s',
  (_, heartbeatMovedAt, delay) => {
    const shards = probeMemory().shards.map((shard) => ({ ...shard, heartbeatMovedAt }));
    const before = probeMemory({ lookedAt: ago(61), shards });
    expect(look(lateBeat, { before }).lastDelayMs).toBe(delay);
  },
);

test('of several shards the longest delay counts', () => {
  const [memory] = probeMemory().shards;
  if (!memory) throw new Error('there is one');
  const before = probeMemory({ shards: [memory, { ...memory, shard: '1' }] });
  const beat = (shard: string, delay: number) => ({ shard, heartbeat: { writtenAt: now - delay, count: 8 } });
  expect(look(shards(beat('0', 100), beat('1', 900)), { before }).lastDelayMs).toBe(900);
});

test('when the primary was last reached, and what a failed look leaves as it was', () => {
  expect(look(touchAnswer({ remote: { reach: 'alive', wrote: true } })).primaryReachedAt).toBe(now);
  expect(look(bad).primaryReachedAt).toBe(ago(60));
  expect(look(undefined)).toEqual({ ...probeMemory({ lookedAt: now }), badSince: undefined });
});
