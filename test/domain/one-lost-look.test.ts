import { expect, test } from '@jest/globals';
import type { ProbeMemory } from '../../functions/contract/journal.ts';
import { leastLossLimitSeconds, Policy, Profile, probeIntervalSeconds } from '../../functions/contract/policy.ts';
import { rememberLook } from '../../functions/domain/remember-look.ts';
import { shardLook, touchAnswer } from '../support/readings.ts';
import { now } from '../support/sessions.ts';

/** A look: when it read the heir's own cache, when it ended, and the heartbeat that it found; times in ms. */
interface Seen {
  readonly readAt: number;
  readonly endedAt: number;
}
interface Beat {
  readonly writtenAt: number;
  readonly arrivedAt: number;
}

/** What Probe remembers after all of the looks, of the heartbeats that had arrived when each of them read. */
const remembered = (looks: readonly Seen[], beats: readonly Beat[], intervalMs: number): ProbeMemory | undefined =>
  looks.reduce<ProbeMemory | undefined>((before, { readAt, endedAt }) => {
    const count = beats.findLastIndex(({ arrivedAt }) => arrivedAt <= readAt);
    const heartbeat = { writtenAt: now + (beats[count]?.writtenAt ?? 0), count };
    const answer = touchAnswer({ local: { reach: 'alive', shards: [shardLook({ heartbeat })] } });
    return rememberLook(before, { datastore: 'sessions', role: 'SECONDARY', answer, at: now + endedAt, intervalMs });
  }, undefined);

/** A touch waits so long for a primary that is dark, or for a slow call. */
const SLOW_MS = 5_000;

/** Heartbeats 1 ms after the heir read: none can be older when it is seen. The primary is lost after the fifth. */
const sameMinute = (intervalMs: number, lagMs = 0): readonly Beat[] =>
  [0, 1, 2, 3, 4].map((index) => {
    const writtenAt = index * intervalMs + 1;
    return { writtenAt, arrivedAt: writtenAt + (index === 4 ? lagMs : 0) };
  });
const looksOf = (intervalMs: number, { lost, slow }: { lost: number; slow: readonly number[] }): readonly Seen[] =>
  [0, 1, 2, 3, 4, 5 + lost].map((index) => ({
    readAt: index * intervalMs,
    endedAt: index * intervalMs + (slow.includes(index) ? SLOW_MS : 10),
  }));

/** All that one fault may do; a run of Probe holds as many looks as fit into its minute. */
const faults = Profile.options.flatMap((profile) => {
  const [looks, intervalMs] = [60 / probeIntervalSeconds[profile], probeIntervalSeconds[profile] * 1000];
  return [
    { profile, intervalMs, what: 'none', lost: 0, slow: [5] },
    { profile, intervalMs, what: 'a lost look', lost: 1, slow: [6] },
    { profile, intervalMs, what: 'a lost look, and the primary lost during the one before', lost: 1, slow: [4, 6] },
    { profile, intervalMs, what: 'a lost run', lost: looks, slow: [5 + looks] },
    { profile, intervalMs, what: 'a lost run, and the primary lost just before', lost: looks, slow: [4, 5 + looks] },
  ];
});

test.each(faults)('$profile: with $what every limit that is accepted has room for the last heartbeat', (fault) => {
  const { profile, intervalMs } = fault;
  const memory = remembered(looksOf(intervalMs, fault), sameMinute(intervalMs), intervalMs);

  expect(memory?.shards[0]?.heartbeatCount).toBe(4);
  expect(memory?.lastDelayMs).toBeLessThanOrEqual(leastLossLimitSeconds[profile] * 1000);
  expect(Policy.parse({}).lossLimit).toBeGreaterThanOrEqual(leastLossLimitSeconds[profile]);
});

test.each([0, 10_000, 59_000, 61_000, 119_000, 179_000])(
  'economy: however many looks are lost, a heartbeat that took %d ms is never remembered as a sooner one',
  (lagMs) => {
    for (const lost of [0, 1, 2, 3])
      for (const slow of [[], [4], [5 + lost], [4, 5 + lost]]) {
        const memory = remembered(looksOf(60_000, { lost, slow }), sameMinute(60_000, lagMs), 60_000);
        const arrived = memory?.shards[0]?.heartbeatCount === 4;
        if (arrived) expect(memory?.lastDelayMs).toBeGreaterThanOrEqual(lagMs);
      }
  },
);
