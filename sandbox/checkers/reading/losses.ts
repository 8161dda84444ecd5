import type { AcknowledgedWrite, RunRecord } from '../run-record.ts';
import { entriesOf } from './entries.ts';
import { regionOf } from './fault-words.ts';
import { type Promotion, promotionsOf, tookEffect } from './promotions.ts';
import { rolesOf } from './roles.ts';

type Replaced = Pick<Promotion, 'at' | 'from' | 'named'>;

/**
 * What applications wrote to the primary that a promotion replaced, from when it became one until then, oldest first. Nothing
 * where the record holds no writes, or where what is there in the end may miss them for other reasons: another promotion
 * followed, or the old primary lost data itself, since nodes of it had ended and came back: then only what other shards took.
 */
export const writesBefore = (record: RunRecord, promotion: Replaced): readonly AcknowledgedWrite[] => {
  const { at, from, named } = promotion;
  const since = beganToReign(record, promotion);
  if (wasReplaced(record, promotion)) return [];
  const emptied = emptiedShards(record, { from, since, at });
  return (record.truth.writes ?? []).filter(
    (write) =>
      write.datastore === named.name &&
      write.takenBy === from &&
      write.at >= since &&
      write.at <= at &&
      !emptied(write.shard),
  );
};

const beganToReign = (record: RunRecord, { at, from, named }: Replaced): number => {
  const reigns = rolesOf(record, named.name).filter(({ since }) => since <= at);
  const begun = reigns.findLast(({ primary }, index) => primary === from && reigns[index - 1]?.primary !== from);
  return begun?.since ?? Number.NEGATIVE_INFINITY;
};

const wasReplaced = (record: RunRecord, { at, named }: Replaced): boolean =>
  promotionsOf(record).some((later) => later.named.name === named.name && later.at > at && tookEffect(record, later));

/** Whether nodes of a shard ended and came back empty; of all shards, where the fault or the write does not name them. */
const emptiedShards = (
  record: RunRecord,
  { from, since, at }: { from: string | undefined; since: number; at: number },
): ((shard: number | undefined) => boolean) => {
  const restarts = entriesOf(record, 'fault', 'redis:restarted').filter(
    (entry) => regionOf(entry) === from && entry.at >= since && entry.at <= at,
  );
  return (shard) =>
    restarts.some(({ detail }) => {
      const { shards } = detail ?? {};
      return !Array.isArray(shards) || shard === undefined || shards.includes(shard);
    });
};

/** How far a Region's clock was ever ahead. */
export const clockAhead = (record: RunRecord, region: string | undefined): number =>
  Math.max(
    0,
    ...entriesOf(record, 'fault', 'skew')
      .filter((entry) => regionOf(entry) === region)
      .map(({ detail }) => Number(detail?.ms)),
  );
