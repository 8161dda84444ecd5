import { bounds } from './bounds.ts';
import type { Checker, RunRecord, Violation } from './checker.ts';
import { recordNames } from './reading/datastores.ts';
import { clock, entriesOf, text } from './reading/entries.ts';
import { said, sameEpoch } from './reading/epochs.ts';
import { weatherDuring } from './reading/faults.ts';
import {
  type Batch,
  batchesOf,
  regionsOfHost,
  type Written,
  writeHost,
  writtenRecords,
} from './reading/publications.ts';
import { rolesDuring } from './reading/roles.ts';
import { wasTouched, writableSince } from './reading/touches.ts';

interface Claim {
  readonly at: number;
  readonly datastore: string;
  /** Who says it, and of whom. */
  readonly by: string;
  readonly region: string;
}

/** Whether a Region was primary, or on its own, so recently that whoever publishes it need not know better. */
const wasPrimary = (record: RunRecord, { at, datastore, by, region }: Claim): boolean => {
  const window = { from: at - bounds.news, to: at };
  const roles = rolesDuring(record, datastore, window);
  if (roles.some(({ primary, separated }) => primary === region || separated.has(region))) return true;
  // A deposed primary that takes writes and can hear of no other one.
  const primary = roles.at(-1)?.primary ?? '';
  const deaf = weatherDuring(record, window).every(({ reaches }) => !reaches(by, primary, 'api'));
  return deaf && roles.some(({ takesWrites }) => takesWrites.has(region));
};

const unproven = (record: RunRecord, { at, datastore, region }: Claim): string | undefined => {
  const since = writableSince(record, { region, datastore, at });
  if (since === undefined) return `the cluster of ${region} took no writes`;
  const touched = wasTouched(record, { region, datastore }, { from: since, to: at });
  return touched ? undefined : `not every shard there took a canary since it took writes (${clock(record, since)})`;
};

/** A copy is of what the other Region publishes of itself, at that very epoch. */
const isCopy = (record: RunRecord, { at, named, record: copy }: Written): boolean =>
  copy !== undefined &&
  writtenRecords(record).some(
    (other) =>
      other.at <= at &&
      other.region === copy.primaryRegion &&
      other.named.name === named.name &&
      sameEpoch(other.record?.epoch, copy.epoch) &&
      writeHost(other.record ?? copy) === writeHost(copy),
  );

const flawOf = (record: RunRecord, written: Written): string | undefined => {
  const { at, region, named, record: published } = written;
  if (!published) return undefined;
  const { primaryRegion } = published;
  const claim = { at, datastore: named.name, by: region, region: primaryRegion };
  if (!wasPrimary(record, claim)) return `${primaryRegion} was not the primary in truth`;
  const hosts = regionsOfHost(record, named, writeHost(published));
  if (!hosts.includes(primaryRegion)) return `${writeHost(published)} is no endpoint of ${primaryRegion}`;
  if (primaryRegion === region) return unproven(record, claim);
  return isCopy(record, written) ? undefined : `${primaryRegion} publishes no such record of itself`;
};

const parameters = (record: RunRecord): readonly Violation[] =>
  writtenRecords(record).flatMap((written) => {
    const wrong = written.ours ? flawOf(record, written) : undefined;
    const { at, region, named, entry, record: published } = written;
    const what = `${region} published ${published?.primaryRegion} as primary of ${named.name} (epoch ${said(published?.epoch)}) at ${clock(record, at)} although ${wrong}`;
    return wrong === undefined ? [] : [{ id: 'N15', at, what, entries: [entry] }];
  });

const hostsIn = (record: RunRecord, batch: Batch): readonly Violation[] =>
  Object.keys(record.config.datastores).flatMap((name) => {
    const datastore = record.config.datastores[name];
    const named = datastore && { name, datastore };
    const wanted = named && recordNames(named);
    const created = batch.changes.find(
      (change) => change.action !== 'DELETE' && change.type === 'CNAME' && change.name === wanted?.cname,
    );
    if (!named || !created || batch.zone !== wanted?.zone) return [];
    const host = created.values[0] ?? '';
    const [region] = regionsOfHost(record, named, host);
    const call = entriesOf(record, 'call', 'route53:ChangeResourceRecordSets').find(
      (each) => text(each, 'requestId') === text(batch.entry, 'requestId'),
    );
    const by = call ? text(call, 'from') : (region ?? '');
    const claim = { at: batch.at, datastore: name, by, region: region ?? '' };
    const wrong =
      region === undefined
        ? `${host} is no member's endpoint`
        : wasPrimary(record, claim)
          ? unproven(record, claim)
          : `${region} was not the primary in truth`;
    const what = `the record of ${name} was led to ${host} at ${clock(record, batch.at)} although ${wrong}`;
    return wrong === undefined ? [] : [{ id: 'N15', at: batch.at, what, entries: [batch.entry] }];
  });

export const n15: Checker = {
  id: 'N15',
  promise:
    "Nothing is published before the writes of N13 pass; a Region publishes nothing but itself, or a copy of another Region's own record of a higher epoch that that Region's API confirms.",
  shownBy: ['test/publication/publish-record.test.ts', 'test/reconcile/reconcile-datastore.test.ts'],
  check: (record) => [
    ...parameters(record),
    ...batchesOf(record)
      .filter(({ ours }) => ours)
      .flatMap((batch) => hostsIn(record, batch)),
  ],
};
