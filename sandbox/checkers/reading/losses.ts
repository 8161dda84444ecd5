import type { AcknowledgedWrite, RunRecord } from '../run-record.ts';
import { entriesOf, text } from './entries.ts';
import type { Promotion } from './promotions.ts';
import { rolesOf } from './roles.ts';

/**
 * What applications wrote to the primary that a promotion replaced, from when it became one until then, oldest first; nothing
 * where the record holds no writes.
 */
export const writesBefore = (
  record: RunRecord,
  { at, from, named }: Pick<Promotion, 'at' | 'from' | 'named'>,
): readonly AcknowledgedWrite[] => {
  const reigns = rolesOf(record, named.name).filter(({ since }) => since <= at);
  const since = reigns.findLast(({ primary }, index) => primary === from && reigns[index - 1]?.primary !== from)?.since;
  return (record.truth.writes ?? []).filter(
    (write) => write.datastore === named.name && write.takenBy === from && write.at >= (since ?? 0) && write.at <= at,
  );
};

/** How far a Region's clock was ever ahead. */
export const clockAhead = (record: RunRecord, region: string | undefined): number =>
  Math.max(
    0,
    ...entriesOf(record, 'fault', 'skew')
      .filter((entry) => text(entry, 'region') === region)
      .map(({ detail }) => Number(detail?.ms)),
  );
