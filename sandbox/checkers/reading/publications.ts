import type { Epoch } from '../../../functions/contract/epoch.ts';
import { PublishedEndpoint } from '../../../functions/contract/published-endpoint.ts';
import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { isOurs } from './callers.ts';
import { bareName, byParameter, type Named, recordNames } from './datastores.ts';
import { entriesOf, json, object, text } from './entries.ts';
import { epochOfText } from './epochs.ts';
import { memo } from './memo.ts';

/** A published record that a Region's parameter came to hold. */
export interface Written {
  readonly entry: Entry;
  readonly at: number;
  readonly region: string;
  readonly named: Named;
  readonly ours: boolean;
  readonly raw: string;
  /** undefined for a value that is no record. */
  readonly record: PublishedEndpoint | undefined;
  readonly before: PublishedEndpoint | undefined;
}

const recordIn = (value: unknown): PublishedEndpoint | undefined =>
  value === undefined ? undefined : PublishedEndpoint.safeParse(json(String(value))).data;

/** Every value of a configured datastore's parameter, in their order, people's own among them. */
export const writtenRecords: (record: RunRecord) => readonly Written[] = memo((record) =>
  entriesOf(record, 'effect', 'ssm:PutParameter').flatMap((entry) => {
    const named = byParameter(record, text(entry, 'parameter'));
    if (!named) return [];
    const { at, region = '', detail } = entry;
    const before = recordIn(object(detail?.before).value);
    const raw = text(entry, 'value');
    return [{ entry, at, region, named, ours: isOurs(entry), raw, record: recordIn(detail?.value), before }];
  }),
);

/** What a Region's parameter held at an instant. */
export const publishedAt = (
  record: RunRecord,
  { region, datastore, at }: { region: string; datastore: string; at: number },
): PublishedEndpoint | undefined =>
  writtenRecords(record).findLast(
    (written) => written.region === region && written.named.name === datastore && written.at <= at,
  )?.record;

export interface RecordChange {
  readonly action: string;
  readonly name: string;
  readonly type: string;
  readonly values: readonly string[];
}

/** One batch that Route 53 accepted. */
export interface Batch {
  readonly entry: Entry;
  readonly at: number;
  readonly ours: boolean;
  readonly zone: string;
  readonly changes: readonly RecordChange[];
  readonly before: readonly RecordChange[];
}

const changesIn = (value: unknown): readonly RecordChange[] =>
  (Array.isArray(value) ? value : []).map((each) => {
    const { action, name, type, values } = object(each);
    return {
      action: String(action ?? ''),
      name: bareName(String(name ?? '')),
      type: String(type ?? ''),
      values: Array.isArray(values) ? values.map(String) : [],
    };
  });

export const batchesOf: (record: RunRecord) => readonly Batch[] = memo((record) =>
  entriesOf(record, 'effect', 'route53:ChangeResourceRecordSets').map((entry) => ({
    entry,
    at: entry.at,
    ours: isOurs(entry),
    zone: text(entry, 'zone'),
    changes: changesIn(entry.detail?.changes),
    before: changesIn(entry.detail?.before),
  })),
);

/** What the record and its epoch say at an instant, by Route 53's API. */
export interface Standing {
  readonly target: string | undefined;
  readonly epoch: Epoch | undefined;
}

export const standingAt = (record: RunRecord, named: Named, at: number): Standing => {
  const wanted = recordNames(named);
  const sets = new Map<string, string>();
  for (const batch of batchesOf(record)) {
    if (batch.at > at || batch.zone !== wanted?.zone) continue;
    for (const { action, name, type, values } of batch.changes)
      if (action === 'DELETE') sets.delete(`${name} ${type}`);
      else sets.set(`${name} ${type}`, values[0] ?? '');
  }
  const target = sets.get(`${wanted?.cname} CNAME`);
  return {
    target: target === undefined ? undefined : bareName(target),
    epoch: epochOfText(sets.get(`${wanted?.txt} TXT`) ?? ''),
  };
};

/** The Regions whose member has this endpoint. */
export const regionsOfHost = ({ truth }: RunRecord, { name }: Named, host: string): readonly string[] =>
  Object.entries(truth.hosts[name] ?? {}).flatMap(([region, hosts]) =>
    Object.values(hosts).some((each) => each !== undefined && bareName(String(each)) === bareName(host))
      ? [region]
      : [],
  );

/** The record's host that clients write through. */
export const writeHost = ({ configuration, primary }: PublishedEndpoint): string => configuration ?? primary ?? '';
