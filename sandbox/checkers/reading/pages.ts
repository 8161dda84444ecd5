import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { entriesOf, text } from './entries.ts';

/** All that a page says. */
export const wordsOf = (page: Entry): string => `${text(page, 'subject')}\n${text(page, 'message')}`;

/** Messages that reached people in a Region, or any, between two instants. */
export const pagesBetween = (
  record: RunRecord,
  { from, to, region }: { from: number; to: number; region?: string },
): readonly Entry[] =>
  entriesOf(record, 'page').filter(
    (page) => page.at >= from && page.at <= to && (region === undefined || page.region === region),
  );

/** Events on the bus that tell machines how a run ended. */
export const toldMachines = (record: RunRecord, { from, to }: { from: number; to: number }): readonly Entry[] =>
  entriesOf(record, 'effect', 'events:PutEvents').filter(
    (event) => event.at >= from && event.at <= to && text(event, 'source') === 'global-datastore-failover',
  );
