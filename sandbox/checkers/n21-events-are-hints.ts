import { names } from '../../functions/contract/names.ts';
import type { Entry } from '../history.ts';
import { bounds } from './bounds.ts';
import type { Checker, RunRecord } from './checker.ts';
import { isBy } from './reading/callers.ts';
import { clock, entriesOf, json, object, text } from './reading/entries.ts';

interface Place {
  readonly region: string | undefined;
  readonly at: number;
}

/** An alarm's values since shortly before an instant, the one that it had then first. */
const valuesOf = (record: RunRecord, alarm: string, { region, at }: Place): readonly string[] => {
  const changes = entriesOf(record, 'alarm', alarm).filter((entry) => entry.region === region && entry.at <= at);
  const recent = changes.filter((entry) => entry.at > at - bounds.evidence);
  const before = changes.findLast((entry) => entry.at <= at - bounds.evidence);
  return [...(before ? [before] : []), ...recent].map((entry) => text(entry, 'to'));
};

const whyNot = (record: RunRecord, start: Entry): string | undefined => {
  const { region, at } = start;
  const input = object(json(String(object(start.detail?.input).input)));
  const datastore = String(input.datastore);
  if (record.config.datastores[datastore] === undefined) return `there is no datastore "${datastore}"`;
  const read = entriesOf(record, 'call', 'monitoring:DescribeAlarms').some(
    (call) =>
      call.at <= at &&
      call.region === region &&
      text(call, 'invocation') === text(start, 'invocation') &&
      text(call, 'outcome') === 'OK',
  );
  if (!read && text(start, 'invocation') !== '') return 'no alarm was read back';
  const data = valuesOf(record, names.dataArrivingAlarm(datastore), { region, at });
  const reach = valuesOf(record, names.primaryReachableAlarm(datastore), { region, at });
  if (data.length > 0 && !data.includes('ALARM')) return `its child "data arriving" was ${data.at(-1)}`;
  if (reach.length > 0 && reach.every((value) => value === 'OK')) return 'its child "primary reachable" was OK';
  return undefined;
};

export const n21: Checker = {
  id: 'N21',
  promise:
    "An event is a hint: alarm name, Region and account are checked against configuration; the children's state and data are read back.",
  shownBy: ['test/handlers/receive-alarm.test.ts', 'test/domain/primary-down.test.ts'],
  check: (record) =>
    entriesOf(record, 'call', 'states:StartExecution').flatMap((start) => {
      if (!isBy(start, 'ReceiveAlarm')) return [];
      const wrong = whyNot(record, start);
      const what = `ReceiveAlarm started a run in ${start.region} at ${clock(record, start.at)} although ${wrong}`;
      return wrong === undefined ? [] : [{ id: 'N21', at: start.at, what, entries: [start] }];
    }),
};
