import type { AcknowledgedWrite, RunRecord } from '../run-record.ts';
import { entriesOf } from './entries.ts';
import { regionOf } from './fault-words.ts';
import { type Promotion, promotionsOf, tookEffect } from './promotions.ts';
import { groupEffects, rolesOf } from './roles.ts';

type Replaced = Pick<Promotion, 'at' | 'from' | 'to' | 'named'>;

/**
 * What applications wrote to the primary that a promotion replaced, from when it became one until then, oldest first. Nothing
 * where the record holds no writes, or where what is there in the end may miss them for other reasons: another promotion
 * followed, or a primary lost data itself, since nodes of it had ended and came back: the old one as long as the new one copied
 * it, or the new one since the call. Then only what other shards took.
 */
export const writesBefore = (record: RunRecord, promotion: Replaced): readonly AcknowledgedWrite[] => {
  const { at, from, to, named } = promotion;
  const since = beganToReign(record, promotion);
  if (wasReplaced(record, promotion)) return [];
  const emptiedBefore = emptiedShards(record, { of: from, since, until: takeover(record, promotion) });
  const emptiedAfter = emptiedShards(record, { of: to, since: at, until: Number.POSITIVE_INFINITY });
  return (record.truth.writes ?? []).filter(
    (write) =>
      write.datastore === named.name &&
      write.takenBy === from &&
      write.at >= since &&
      write.at <= at &&
      !emptiedBefore(write.shard) &&
      !emptiedAfter(write.shard),
  );
};

const beganToReign = (record: RunRecord, { at, from, named }: Pick<Replaced, 'at' | 'from' | 'named'>): number => {
  const reigns = rolesOf(record, named.name).filter(({ since }) => since <= at);
  const begun = reigns.findLast(({ primary }, index) => primary === from && reigns[index - 1]?.primary !== from);
  return begun?.since ?? Number.NEGATIVE_INFINITY;
};

/** When the promoted member began to take writes: until then it copies the old primary, its emptiness too. */
const takeover = (record: RunRecord, { at, to, named }: Replaced): number =>
  groupEffects(record, named.name, 'writable').find((effect) => effect.at >= at && effect.region === to)?.at ?? at;

const wasReplaced = (record: RunRecord, { at, named }: Replaced): boolean =>
  promotionsOf(record).some((later) => later.named.name === named.name && later.at > at && tookEffect(record, later));

/** Whether nodes of a shard ended and came back empty; of all shards, where the fault or the write does not name them. */
const emptiedShards = (
  record: RunRecord,
  { of, since, until }: { of: string | undefined; since: number; until: number },
): ((shard: number | undefined) => boolean) => {
  const restarts = entriesOf(record, 'fault', 'redis:restarted').filter(
    (entry) => regionOf(entry) === of && entry.at >= since && entry.at <= until,
  );
  return (shard) =>
    restarts.some(({ detail }) => {
      const { shards } = detail ?? {};
      return !Array.isArray(shards) || shard === undefined || shards.includes(shard);
    });
};
