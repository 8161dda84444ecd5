import type { Checker, RunRecord, Violation } from './checker.ts';
import { isOurs } from './reading/callers.ts';
import { byParameter, datastoresOf, recordNames } from './reading/datastores.ts';
import { clock, entriesOf, text } from './reading/entries.ts';
import { compareEpochs, epochOfText, said } from './reading/epochs.ts';
import { type Batch, batchesOf, type RecordChange, writeHost, writtenRecords } from './reading/publications.ts';

const parameters = (record: RunRecord): readonly Violation[] =>
  writtenRecords(record).flatMap(({ at, region, named, ours, raw, record: after, before, entry }) => {
    if (!ours) return [];
    const lower = after && before && compareEpochs(after.epoch, before.epoch) < 0;
    const other =
      after && before && compareEpochs(after.epoch, before.epoch) === 0 && writeHost(after) !== writeHost(before);
    const wrong = !after
      ? `is no whole record: ${raw.slice(0, 80) || 'nothing'}`
      : lower
        ? `is of epoch ${said(after.epoch)} and replaces ${said(before.epoch)}`
        : other
          ? `leads elsewhere than what it replaces, in the same epoch ${said(after.epoch)}`
          : undefined;
    const what = `what was published for ${named.name} in ${region} at ${clock(record, at)} ${wrong}`;
    return wrong === undefined ? [] : [{ id: 'N16', at, what, entries: [entry] }];
  });

const removed = (record: RunRecord): readonly Violation[] =>
  entriesOf(record, 'effect', 'ssm:DeleteParameter').flatMap((entry) => {
    const named = byParameter(record, text(entry, 'parameter'));
    const what = `the record of ${named?.name} in ${entry.region} was removed by ${text(entry, 'principal')} at ${clock(record, entry.at)}`;
    return named && isOurs(entry) ? [{ id: 'N16', at: entry.at, what, entries: [entry] }] : [];
  });

const sameSet = (a: RecordChange, b: RecordChange): boolean => a.name === b.name && a.type === b.type;

const flawsOf = (record: RunRecord, { changes, before }: Batch): readonly string[] => {
  const made = changes.filter(({ action }) => action !== 'DELETE');
  const gone = changes.filter(({ action }) => action === 'DELETE');
  const epochNames = datastoresOf(record).map((named) => recordNames(named)?.txt);
  const orphans = gone.filter((set) => !made.some((each) => sameSet(set, each)));
  const empty = made.filter(({ values }) => values.length === 0 || values.some((value) => value.trim() === ''));
  const lower = made.flatMap((set) => {
    if (!epochNames.includes(set.name)) return [];
    const old = before.find((each) => sameSet(set, each));
    const [next, last] = [epochOfText(set.values[0] ?? ''), epochOfText(old?.values[0] ?? '')];
    if (!next) return [`writes ${set.values[0]} for an epoch`];
    return last && compareEpochs(next, last) < 0 ? [`writes epoch ${said(next)} over ${said(last)}`] : [];
  });
  return [
    ...orphans.map(({ name, type }) => `deletes ${name} ${type} without its successor`),
    ...empty.map(({ name, type }) => `leaves ${name} ${type} empty`),
    ...lower,
  ];
};

const batches = (record: RunRecord): readonly Violation[] =>
  batchesOf(record).flatMap((batch) => {
    const { at, ours, entry } = batch;
    if (!ours) return [];
    return flawsOf(record, batch).map((flaw) => {
      const what = `a batch of record changes at ${clock(record, at)} ${flaw}`;
      return { id: 'N16', at, what, entries: [entry] };
    });
  });

export const n16: Checker = {
  id: 'N16',
  promise:
    'A published value is never empty, partial, or of a lower epoch than the one it replaces; a record is never deleted without its successor in the same batch.',
  shownBy: ['test/domain/dns-change.test.ts', 'test/publication/publish-record.test.ts'],
  check: (record) => [...parameters(record), ...removed(record), ...batches(record)],
};
