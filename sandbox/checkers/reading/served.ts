import { bounds } from '../bounds.ts';
import type { RunRecord } from '../run-record.ts';
import { weatherAt } from './faults.ts';
import { writesBefore } from './losses.ts';
import type { Promotion } from './promotions.ts';

/** The oldest write that is gone, and the newest by which clients were served as an alarm could show it. */
export interface SeenLoss {
  readonly since: number;
  readonly until: number;
}

/** What a promotion lost of the time in which clients were seen to be served, up to an instant; undefined if nothing. */
export const seenLoss = (record: RunRecord, promotion: Promotion, upTo: number): SeenLoss | undefined => {
  const { name, datastore } = promotion.named;
  const alarms = datastore.clientAlarms.map(({ region }) => region);
  const isSeen = ({ at, from }: { readonly at: number; readonly from: string }): boolean => {
    const weather = weatherAt(record, at);
    return !weather.clientsFail(name) && alarms.some((region) => weather.reaches(from, region, 'api'));
  };
  const writes = writesBefore(record, promotion);
  const oldest = writes.find(({ kept }) => !kept);
  const lastSeen = writes.findLast(
    (write) => write.at <= upTo && write.at >= upTo - bounds.alarmHistory && isSeen(write),
  );
  return oldest && lastSeen && { since: oldest.at, until: lastSeen.at };
};
