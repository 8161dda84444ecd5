import type { Entry } from '../../history.ts';
import { lateWrites, lostWrites, survivors } from '../measure.ts';
import type { Observation } from '../observation.ts';
import { type Check, unless } from './check.ts';

/** Servers copy and expire by their own clocks and cycles. */
const TOLERANCE_MS = 5_000;

export const noLateWrites: Check = {
  name: 'no-late-writes',
  title: ({ scene }) => `${scene.home} acknowledged no write after the switch`,
  violations: (observation) => {
    const late = lateWrites(observation);
    return unless(late.length === 0, `${late.length} writes, the first is ${late[0]?.key}`);
  },
};

/** Replication between Regions is asynchronous: what was on its way is lost. More than that, or later, is a defect. */
export const lossWithinBound: Check = {
  name: 'loss-within-bound',
  title: () =>
    'no acknowledged write was lost but those of the moment before the blackout, after the recovery point that was told',
  violations: (observation) => {
    const lost = lostWrites(observation);
    if (lost.length === 0) return [];
    const point = Date.parse(toldIn(observation).recoveryPoint ?? '');
    if (Number.isNaN(point)) return [`${lost.length} writes were lost, and no recovery point was told`];
    return lost.flatMap(({ key, region, at }) => [
      ...unless(region === observation.scene.home, `${key}, acknowledged by ${region}, is gone`),
      ...unless(at >= point, `${key} is lost, acknowledged ${point - at} ms before the recovery point that was told`),
    ]);
  },
};

export const timesToLiveSurvive: Check = {
  name: 'times-to-live-survive',
  title: () => 'keys from before the blackout kept their times to live',
  violations: (observation) => {
    const kept = survivors(observation);
    if (kept.length === 0) return ['no key from before the blackout is left to look at'];
    return kept.flatMap(({ key, at }) => {
      const stored = observation.stored.get(key);
      if (!stored) return [];
      const expected = observation.timeToLiveMs - (stored.at - at);
      const off = Math.abs(stored.timeToLiveMs - expected);
      return unless(off <= TOLERANCE_MS, `${key} has ${stored.timeToLiveMs} ms left, expected about ${expected}`);
    });
  },
};

interface Told {
  readonly outcome?: string;
  readonly rpoBoundMs?: number;
  readonly recoveryPoint?: string;
}

/** What the output of the execution that promoted says of the loss; nothing where there is none. */
export const toldIn = ({ entries, scene }: Pick<Observation, 'entries' | 'scene'>): Told => {
  const ended = entries.findLast(
    (entry) =>
      entry.kind === 'execution' && entry.region === scene.heir && entry.name === 'SUCCEEDED' && promoted(entry),
  );
  return ended ? outputOf(ended) : {};
};

const promoted = (entry: Entry): boolean => outputOf(entry).outcome === 'lossy';

const outputOf = ({ detail }: Entry): Told => {
  try {
    return JSON.parse(String(detail?.output));
  } catch {
    return {};
  }
};
