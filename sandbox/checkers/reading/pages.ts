import { names, type OperationTrouble } from '../../../functions/contract/names.ts';
import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { entriesOf, text } from './entries.ts';

/** All that a page says. */
export const wordsOf = (page: Entry): string => `${text(page, 'subject')}\n${text(page, 'message')}`;

const troubles: readonly OperationTrouble[] = [
  'executions-failed',
  'executions-timed-out',
  'executions-aborted',
  'reconcile-failing',
];
const alarms: readonly string[] = troubles.map((trouble) => names.operationAlarm(trouble));

/** The alarm that a page is a notification of. */
const alarmOf = (page: Entry): string | undefined => /^\{"AlarmName":"([^"]*)"/.exec(text(page, 'message'))?.[1];

/** Whether a page is an alarm's, that the orchestrator itself fails. */
export const isOnTheOrchestrator = (page: Entry): boolean => alarms.includes(alarmOf(page) ?? '');

/** Whether such an alarm rings in a Region: people were paged when it began, and CloudWatch pages again only once it was well. */
export const rings = (record: RunRecord, { region, at }: { region: string; at: number }): boolean =>
  alarms.some((name) => {
    const last = entriesOf(record, 'alarm', name).findLast((turn) => turn.region === region && turn.at <= at);
    return (
      last !== undefined &&
      text(last, 'to') === 'ALARM' &&
      entriesOf(record, 'page').some((page) => page.region === region && page.at >= last.at && alarmOf(page) === name)
    );
  });

/** Whether a page is in words of ours, and no alarm's notification. */
export const isInWords = (page: Entry): boolean => alarmOf(page) === undefined;

/** That all went well is no word of a difference. */
const isGoodNews = (page: Entry): boolean => /^(FAILED OVER|ADOPTED|DRY RUN)\b/.test(text(page, 'subject'));

/**
 * Whether a page says what is wrong with a datastore. An alarm on a datastore says that something is wrong, only our own functions say what;
 * where those cannot run, the alarms on the orchestrator itself say so.
 */
export const tellsOf = (page: Entry, datastore: string): boolean =>
  isInWords(page) ? wordsOf(page).includes(datastore) && !isGoodNews(page) : isOnTheOrchestrator(page);

/** Messages that reached people in a Region, or any, between two instants. */
export const pagesBetween = (
  record: RunRecord,
  { from, to, region }: { from: number; to: number; region?: string },
): readonly Entry[] =>
  entriesOf(record, 'page').filter(
    (page) => page.at >= from && page.at <= to && (region === undefined || page.region === region),
  );
