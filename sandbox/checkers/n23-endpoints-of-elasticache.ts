import type { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import type { Checker, RunRecord, Violation } from './checker.ts';
import { bareName, datastoresOf, recordNames } from './reading/datastores.ts';
import { clock } from './reading/entries.ts';
import { batchesOf, regionsOfHost, writtenRecords } from './reading/publications.ts';

const hostsOf = ({ primary, reader, configuration }: PublishedEndpoint): readonly string[] =>
  [primary, reader, configuration].filter((host) => host !== undefined);

const parameters = (record: RunRecord): readonly Violation[] =>
  writtenRecords(record).flatMap(({ at, region, named, ours, record: published, entry }) => {
    if (!ours || !published) return [];
    const wrong = hostsOf(published).filter(
      (host) => !regionsOfHost(record, named, host).includes(published.primaryRegion),
    );
    const what = `${region} published ${wrong.join(', ')} for ${named.name} at ${clock(record, at)}; ElastiCache names no such endpoint of ${published.primaryRegion}`;
    return wrong.length > 0 ? [{ id: 'N23', at, what, entries: [entry] }] : [];
  });

const records = (record: RunRecord): readonly Violation[] =>
  batchesOf(record).flatMap(({ at, ours, zone, changes, entry }) =>
    datastoresOf(record).flatMap((named) => {
      const wanted = recordNames(named);
      if (!ours || !wanted || zone !== wanted.zone) return [];
      const created = changes.filter(
        ({ action, type, name }) => action !== 'DELETE' && type === 'CNAME' && name === wanted.cname,
      );
      const wrong = created.flatMap(({ values }) =>
        values.filter((value) => regionsOfHost(record, named, bareName(value)).length === 0),
      );
      const what = `the record of ${named.name} was led to ${wrong.join(', ')} at ${clock(record, at)}; ElastiCache names no such endpoint`;
      return wrong.length > 0 ? [{ id: 'N23' as const, at, what, entries: [entry] }] : [];
    }),
  );

export const n23: Checker = {
  id: 'N23',
  promise: 'Endpoints that we publish come from the ElastiCache API for that replication group, and nowhere else.',
  shownBy: ['test/publication/own-record.test.ts'],
  check: (record) => [...parameters(record), ...records(record)],
};
