import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../../../functions/ports.ts';
import type { Violation } from '../oracles.ts';

/** In place of the deployed second: nothing travels further than this machine. */
const quickMs = 25;
const patientMs = 400;

/** A violation that may be the machine's own slowness. */
const mayBeSlow = (violation: Violation): boolean => /^it took \d+ ms|unreachable/.test(violation);

/** Plays with short deadlines; what only a stalled machine may have caused is played again with long ones, and then counts. */
export const playPatiently = async (play: (deadlineMs: number) => Promise<Violation[]>): Promise<Violation[]> => {
  const violations = await play(quickMs);
  if (violations.length === 0 || !violations.every(mayBeSlow)) return violations;
  return play(patientMs);
};

/** The deployed proportion between a thing that is asked and a part of a look, at this deadline. */
export const clockFor = (deadlineMs: number, now: Clock['now']): Clock => ({
  now,
  sleep: (ms) => setTimeout((ms * deadlineMs) / 1000, undefined, { ref: false }),
});
