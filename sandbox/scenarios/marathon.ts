import { probeIntervalSeconds } from '../../functions/contract/policy.ts';
import type { Delays } from '../aws/services/elasticache.ts';
import { plainFaults } from '../faults.ts';
import type { Scenario, Stage } from '../stage/stage.ts';

/** How often the primary's Region is lost in one world. */
const LAPS = 20;
/** Between two looks of `Probe`: a loss and a healing come at any moment in between. */
const LOOK_MS = probeIntervalSeconds.fast * 1000;
/** How long a lap may wait for each of its two ends, and how often it looks. */
const patience = { within: 12 * 60_000, every: 2_000 };

interface Lap {
  /** Where the primary is lost, and who must take over. */
  readonly lost: string;
  readonly heir: string;
}

/** Begins what goes wrong besides; the returned function ends it. */
type Companion = (stage: Stage, lap: Lap) => () => void;

const nothing: Companion = () => () => {};

/** One call of the heir's functions meets one fault. */
const oneBadCall: Companion = (stage, { heir }) => {
  const kinds = plainFaults.filter((kind) => kind !== 'deny');
  const fault = pick(stage, [...kinds.map((kind) => ({ kind })), { kind: 'slow', ms: 1_500 } as const]);
  const nth = 1 + Math.floor(stage.random() * 150);
  return stage.faults.add({ callers: 'functions', from: heir, nth }, fault);
};

const lostAlarms: Companion = (stage) => {
  stage.events.set({ lose: 1 });
  return () => stage.events.set({ lose: 0 });
};

const alarmsTwiceAndLate: Companion = (stage) => {
  stage.events.set({ duplicate: 1, delayMs: stage.random() * 3_000 });
  return () => stage.events.set({ duplicate: 0, delayMs: 0 });
};

const noRecordChanges: Companion = (stage) => {
  stage.network.route53('down');
  return () => stage.network.route53('shares-fate');
};

const farAway: Companion = (stage, { heir }) => {
  const delayMs = Math.floor(stage.random() * 250);
  stage.network.quality(heir, stage.witness, { delayMs });
  return () => stage.network.quality(heir, stage.witness, {});
};

/** Nothing in half of the laps: what happens without a second fault must be met often too. */
const companions: readonly Companion[] = [
  ...Array.from({ length: 5 }, () => nothing),
  ...[oneBadCall, lostAlarms, alarmsTwiceAndLate, noRecordChanges, farAway],
];

/**
 * One world, and its primary Region is lost again and again. Its cooldown lasts one minute, so that no quiet hour needs to
 * be played or skipped: the hour of the demo is the same comparison with another number. Every promotion must still keep
 * that minute, and every look, memory, alarm and schedule in between is played as it is.
 */
export const marathon: Scenario = {
  name: 'marathon',
  about: `The primary Region is lost ${LAPS} times in a row, with one further fault in half of the laps: each time the other one promotes itself, everything agrees, and then that one is lost.`,
  policy: { cooldown: 60, poll: 20 },
  pace: { writeEveryMs: 10_000, lookEveryMs: 10_000 },
  play: async (stage) => {
    for (let lap = 0; lap < LAPS; lap += 1) await play(stage);
  },
  expect: { promotions: LAPS },
};

const play = async (stage: Stage): Promise<void> => {
  const lost = stage.see.writer() ?? '';
  const lap = { lost, heir: stage.regions.find((region) => region !== lost) ?? '' };
  await stage.advance(stage.random() * LOOK_MS);
  Object.assign(stage.elasticache.delays, promotionDelays(stage));
  const end = pick(stage, companions)(stage, lap);
  stage.network.blackout(lost);
  await stage.until(`${lap.heir} publishes itself`, () => hasTakenOver(stage, lap), patience);
  end();
  await stage.advance(stage.random() * LOOK_MS);
  stage.network.heal(lost);
  await stage.until(`every Region agrees on ${lap.heir}`, () => isAgreed(stage, lap), patience);
};

/** AWS says under a minute until writes; users saw up to two until the roles are told. Each lap takes a time of its own. */
const promotionDelays = ({ random }: Stage): Partial<Delays> => {
  const promotionWritable = 5_000 + random() * 40_000;
  return { promotionWritable, promotionVisible: promotionWritable + random() * 30_000 };
};

const hasTakenOver = ({ see }: Stage, { heir }: Lap): boolean =>
  see.writer() === heir && see.published(heir)?.primaryRegion === heir;

/** Published everywhere, the record and its clients moved, data arriving at the old primary, and nothing runs. */
const isAgreed = (stage: Stage, { lost, heir }: Lap): boolean => {
  const { see } = stage;
  const published = see.published(heir);
  const probe = see.probe(lost);
  return (
    see.published(lost)?.epoch.counter === published?.epoch.counter &&
    see.record() === published?.primary &&
    probe?.role === 'SECONDARY' &&
    probe.primaryReachedAt === probe.lookedAt &&
    probe.shards.every(({ offsetMovedAt = 0 }) => offsetMovedAt > Date.parse(published?.promotedAt ?? '')) &&
    see.executions().every(({ status }) => status !== 'RUNNING')
  );
};

const pick = <T>(stage: Stage, from: readonly T[]): T => {
  const found = from[Math.floor(stage.random() * from.length)];
  if (found === undefined) throw new RangeError('nothing to choose from');
  return found;
};
