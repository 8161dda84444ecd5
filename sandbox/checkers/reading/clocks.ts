import type { RunRecord } from '../run-record.ts';
import { entriesOf } from './entries.ts';
import { regionOf } from './fault-words.ts';

/** How far a Region's clock was ever ahead, in milliseconds. */
export const clockAhead = (record: RunRecord, region: string | undefined): number =>
  Math.max(0, ...skewsOf(record, region));

/** How far it was ever behind. */
export const clockBehind = (record: RunRecord, region: string | undefined): number =>
  Math.max(0, ...skewsOf(record, region).map((ms) => -ms));

const skewsOf = (record: RunRecord, region: string | undefined): readonly number[] =>
  entriesOf(record, 'fault', 'skew')
    .filter((entry) => regionOf(entry) === region)
    .map(({ detail }) => Number(detail?.ms));
