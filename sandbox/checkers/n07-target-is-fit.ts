import { bounds } from './bounds.ts';
import type { Checker, Violation } from './checker.ts';
import { automaticDecisions } from './reading/decisions.ts';
import { clock, json, object, text } from './reading/entries.ts';
import { type Weather, weatherAt, weatherDuring } from './reading/faults.ts';
import { clockAhead, writesBefore } from './reading/losses.ts';
import { automaticPromotions, type Promotion, promotionsOf, tookEffect } from './reading/promotions.ts';
import { rolesAt } from './reading/roles.ts';
import type { AcknowledgedWrite, RunRecord } from './run-record.ts';

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
  const { named, from, run, entry } = promotion;
  const { recoveryPoint } = object(json(run?.ended ? text(run.ended, 'output') : ''));
  const point = Date.parse(String(recoveryPoint)) - clockAhead(record, from);
  const lost = writesBefore(record, promotion).find(({ at, kept }) => at < point && !kept);
  if (!lost) return [];
  const what = `${named.name}: what ${from} held at ${clock(record, point)} was told to be there, and a write of ${clock(record, lost.at)} is not`;
  return [{ id: 'N7', at: promotion.at, what, entries: [entry] }];
};

/**
 * Writes that an automatic promotion lost although clients went on being served for longer than may be lost, and an alarm
 * that could be read shows until when.
 */
const lostBeyondTheLimit = (record: RunRecord, promotion: Promotion): readonly Violation[] => {
  const { at, to, named, entry } = promotion;
  const { lossLimit, persistence } = named.datastore.policy;
  const { verdict = 'unknown' } =
    automaticDecisions(record)
      .findLast((decided) => decided.at <= at && decided.run === promotion.run)
      ?.evidence.confirmations.find(({ by }) => by === 'clientView') ?? {};
  const writes = verdict === 'unknown' ? [] : writesBefore(record, promotion);
  const alarms = named.datastore.clientAlarms.map(({ region }) => region);
  const isSeen = (write: AcknowledgedWrite): boolean => {
    const weather = weatherAt(record, write.at);
    return !weather.clientsFail(named.name) && alarms.some((region) => weather.reaches(write.from, region, 'api'));
  };
  const lastSeen = writes.findLast((write) => write.at >= at - bounds.alarmHistory && isSeen(write));
  const oldest = writes.find(({ kept }) => !kept);
  const lateMs = verdict === 'down' ? bounds.lateWord : bounds.lateWord + bounds.alarm;
  const allowed = Math.max(lossLimit, persistence) * 1000 + lateMs;
  if (!lastSeen || !oldest || lastSeen.at - oldest.at <= allowed) return [];
  const what = `${named.name} was promoted automatically in ${to} at ${clock(record, at)} without the writes since ${clock(record, oldest.at)}, though clients were seen to be served until ${clock(record, lastSeen.at)} and at most ${lossLimit} s may be lost`;
  return [{ id: 'N7', at, what, entries: [entry] }];
};

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
      .flatMap((promotion) => lostBehindThePoint(record, promotion)),
  ],
};
