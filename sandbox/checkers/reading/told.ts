import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { entriesOf, json, object, text } from './entries.ts';
import { type Run, runOf } from './executions.ts';
import type { Promotion } from './promotions.ts';

/** What people were told of the loss of a promotion. */
export interface Told {
  readonly when: 'when they were asked' | 'in the end';
  /** What the old primary held then is there, by the clock of its Region; undefined where no such instant was told. */
  readonly point: number | undefined;
  /** At most so many milliseconds of writes, with the room that a number leaves; undefined: unknown, and any may be lost. */
  readonly atMostMs: number | undefined;
}

/** In the page that asked them, where one did, and by the run's own end. */
export const toldOf = (record: RunRecord, promotion: Promotion): readonly Told[] => [
  ...whenAsked(record, promotion),
  ...inTheEnd(promotion),
];

const whenAsked = (record: RunRecord, { run, region, at }: Promotion): readonly Told[] => {
  const page = entriesOf(record, 'page').findLast(
    (each) => each.region === region && each.at <= at && run !== undefined && askerOf(record, each) === run,
  );
  const words = page ? text(page, 'message') : '';
  const { action, lossBoundMs } = object(json(/--task-output '([^']*)'/.exec(words)?.[1] ?? ''));
  if (action !== 'promote') return [];
  const point = /what the primary held at (\S+), by its Region's clock/.exec(words)?.[1];
  return [{ when: 'when they were asked', point: instantOf(point), atMostMs: numberOf(lossBoundMs) }];
};

/** The run that a page asks people for; undefined for a page that asks nothing. */
const askerOf = (record: RunRecord, page: Entry): Run | undefined => {
  const words = text(page, 'message');
  const [, execution] = /^Execution: (\S+)$/m.exec(words) ?? [];
  return execution !== undefined && words.includes('--task-output') ? runOf(record, page.region, execution) : undefined;
};

/** A question has its room in it; what is told in the end is the first look's number, and a yes allowed as much more. */
const inTheEnd = ({ run, named }: Promotion): readonly Told[] => {
  if (!run?.ended) return [];
  const { outcome, rpoBoundMs, recoveryPoint } = object(json(text(run.ended, 'output')));
  if (outcome !== 'lossy') return [];
  const bound = numberOf(rpoBoundMs);
  const atMostMs = bound === undefined ? undefined : bound + named.datastore.policy.lossLimit * 1000;
  return [{ when: 'in the end', point: instantOf(recoveryPoint), atMostMs }];
};

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const instantOf = (value: unknown): number | undefined => {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
};
