import { bounds } from './bounds.ts';
import type { Checker, Violation } from './checker.ts';
import { clockAhead } from './reading/clocks.ts';
import { automaticDecisions, type Decided, decisionsOf } from './reading/decisions.ts';
import { clock } from './reading/entries.ts';
import { type Weather, weatherDuring } from './reading/faults.ts';
import { writesBefore } from './reading/losses.ts';
import { automaticPromotions, type Promotion, promotionsOf, tookEffect } from './reading/promotions.ts';
import { rolesAt } from './reading/roles.ts';
import { seenLoss } from './reading/served.ts';
import { toldOf } from './reading/told.ts';
import type { RunRecord } from './run-record.ts';

const faults = (record: RunRecord, { at, to, from, named, intent }: Promotion): readonly string[] => {
  const roles = rolesAt(record, named.name, at);
  const weather = weatherDuring(record, { from: at - bounds.evidence, to: at });
  const limitMs = named.datastore.policy.lossLimit * 1000;
  const lossMs = intent?.lossBoundMs;
  return [
    ...(named.datastore.replicationGroups[to] === undefined ? [`${to} has no member`] : []),
    ...(from === to ? [`${to} was PRIMARY already`] : []),
    ...(roles.separated.has(to) ? [`the cluster of ${to} had left its Global Datastore`] : []),
    ...silent(weather, to, named.name),
    ...(intent && lossMs === undefined ? ['the loss bound was unknown'] : []),
    ...(lossMs !== undefined && lossMs > limitMs ? [`the loss bound was ${lossMs} ms, the limit ${limitMs} ms`] : []),
  ];
};

/** Who answered nobody all the time, if anybody. */
const silent = (weather: readonly Weather[], to: string, datastore: string): readonly string[] => {
  if (weather.some(({ isWhole }) => isWhole(to, datastore))) return [];
  const who = weather.some(({ serves }) => serves(to, datastore)) ? 'a shard' : 'the nodes';
  return [`${who} of ${to} answered nobody`];
};

const unfitTarget = (record: RunRecord, promotion: Promotion): readonly Violation[] => {
  const { at, to, named, entry } = promotion;
  const wrong = faults(record, promotion);
  const what = `${named.name} was promoted automatically in ${to} at ${clock(record, at)} although ${wrong.join(', and ')}`;
  return wrong.length > 0 ? [{ id: 'N7', at, what, entries: [entry] }] : [];
};

/** Writes that are gone although people were told that what the old primary held at a later instant is there. */
const lostBehindThePoint = (record: RunRecord, promotion: Promotion): readonly Violation[] => {
  const { named, from, entry } = promotion;
  return toldOf(record, promotion).flatMap(({ when, point }) => {
    if (point === undefined) return [];
    const held = point - clockAhead(record, from);
    const lost = writesBefore(record, promotion).find(({ at, kept }) => at < held && !kept);
    if (!lost) return [];
    const what = `${named.name}: what ${from} held at ${clock(record, held)} was told ${when} to be there, and a write of ${clock(record, lost.at)} is not`;
    return [{ id: 'N7', at: promotion.at, what, entries: [entry] }];
  });
};

/** How a run's last look judged the clients, and when: what their alarms show counts only where they could be read. */
const clientsWord = (promotion: Promotion, decisions: readonly Decided[]) => {
  const decided = decisions.findLast(({ at, run }) => at <= promotion.at && run === promotion.run);
  const word = decided?.evidence.confirmations.find(({ by }) => by === 'clientView');
  return decided && word && word.verdict !== 'unknown' ? { at: decided.at, verdict: word.verdict } : undefined;
};

/** Longer than any look may take for an outage, and longer than clients' alarms may take to show it. */
const patienceMs = ({ named }: Promotion, verdict: 'down' | 'up'): number => {
  const { lossLimit, persistence } = named.datastore.policy;
  return Math.max(lossLimit, persistence) * 1000 + bounds.lateWord + (verdict === 'down' ? 0 : bounds.alarm);
};

/**
 * Writes that an automatic promotion lost although clients went on being served for longer than may be lost, and an alarm
 * that could be read shows until when.
 */
const lostBeyondTheLimit = (record: RunRecord, promotion: Promotion): readonly Violation[] => {
  const { at, to, named, entry } = promotion;
  const word = clientsWord(promotion, automaticDecisions(record));
  const lost = word && seenLoss(record, promotion, at);
  if (!lost || lost.until - lost.since <= patienceMs(promotion, word.verdict)) return [];
  const what = `${named.name} was promoted automatically in ${to} at ${clock(record, at)} without the writes since ${clock(record, lost.since)}, though clients were seen to be served until ${clock(record, lost.until)} and at most ${named.datastore.policy.lossLimit} s may be lost`;
  return [{ id: 'N7', at, what, entries: [entry] }];
};

/**
 * Writes that a promotion by people lost although they were told of fewer. What they were told by the run's last look is held to
 * what could be seen then; what was lost until the call, which looks once more, by any alarm's word.
 */
const lostBeyondWhatWasTold = (record: RunRecord, promotion: Promotion): readonly Violation[] => {
  const { at, to, named, entry } = promotion;
  const word = clientsWord(promotion, decisionsOf(record));
  if (!word) return [];
  const judged = [word, { at, verdict: 'up' as const }].map(({ at: upTo, verdict }) => {
    const { since = 0, until = 0 } = seenLoss(record, promotion, upTo) ?? {};
    return { since, until, ms: until - since - patienceMs(promotion, verdict) };
  });
  const { lossLimit } = named.datastore.policy;
  return toldOf(record, promotion).flatMap(({ when, atMostMs }) => {
    const more = judged.find(({ ms }) => atMostMs !== undefined && ms > atMostMs - lossLimit * 1000);
    if (!more || atMostMs === undefined) return [];
    const what = `people were told ${when} that the promotion of ${named.name} in ${to} loses at most ${seconds(atMostMs)} of writes, and those since ${clock(record, more.since)} are gone, though clients were seen to be served until ${clock(record, more.until)}`;
    return [{ id: 'N7', at, what, entries: [entry] }];
  });
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const n07: Checker = {
  id: 'N7',
  promise:
    'A target that is not an associated SECONDARY with all its shards and its keys present, or whose loss bound is unknown or above the limit, is not promoted automatically.',
  shownBy: ['test/domain/weigh-target.test.ts', 'test/domain/weigh-loss.test.ts'],
  check: (record) => [
    ...automaticPromotions(record).flatMap((promotion) => unfitTarget(record, promotion)),
    ...automaticPromotions(record).flatMap((promotion) => lostBeyondTheLimit(record, promotion)),
    ...promotionsOf(record)
      .filter((promotion) => tookEffect(record, promotion))
      .flatMap((promotion) => [
        ...lostBehindThePoint(record, promotion),
        ...(promotion.by === 'automatic' ? [] : lostBeyondWhatWasTold(record, promotion)),
      ]),
  ],
};
