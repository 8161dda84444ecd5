import type { Datastore } from '../contract/config.ts';
import { RecordConflict, Superseded } from '../contract/errors.ts';
import type { DnsUpdated } from '../contract/execution.ts';
import { names } from '../contract/names.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import { dnsChange } from '../domain/dns-change.ts';
import { hostsOf, targetOf } from '../domain/published-record.ts';
import type { Ports } from '../ports.ts';

interface Wanted {
  readonly datastore: Datastore;
  readonly record: PublishedEndpoint;
  /** Endpoints of members, besides the record's own, that an existing record may name. */
  readonly known: readonly string[];
}

/**
 * Brings the DNS record and the epoch beside it to what `record` says, in one batch. Repeating it is harmless: what is
 * so already is left alone. A batch that no longer fits is judged once more by what stands there then: after a lost
 * answer it was our own earlier attempt.
 */
export const changeRecord = async (ports: Pick<Ports, 'records'>, wanted: Wanted): Promise<DnsUpdated> => {
  try {
    return await changeAsItStands(ports, wanted);
  } catch (error) {
    if (!(error instanceof RecordConflict)) throw error;
    return changeAsItStands(ports, wanted).catch((again: unknown) => {
      throw again instanceof RecordConflict ? withTarget(again, wanted) : again;
    });
  }
};

/** Whoever corrects the record by hand reads where it should lead. */
const withTarget = (error: RecordConflict, { datastore: { dns }, record }: Wanted): RecordConflict => {
  const name = dns === 'none' ? 'the record' : dns.record;
  return new RecordConflict(`${name} should lead to ${targetOf(record)}: ${error.message}`, { cause: error });
};

const changeAsItStands = async (
  { records }: Pick<Ports, 'records'>,
  { datastore: { dns }, record, known }: Wanted,
): Promise<DnsUpdated> => {
  if (dns === 'none') return { outcome: 'not-configured' };
  const [sets, epochSets] = await Promise.all([
    records.read(dns.zone, dns.record),
    records.read(dns.zone, names.epochRecord(dns.record)),
  ]);
  const endpoints = [...hostsOf(record), ...known];
  const change = dnsChange(record, { record: dns.record, ttl: dns.ttl, sets, epochSets, endpoints });
  switch (change.kind) {
    case 'none':
      return { outcome: 'already-so' };
    case 'superseded':
      throw new Superseded(change.detail);
    case 'conflict':
      throw new RecordConflict(change.detail);
    case 'change':
      return { outcome: 'changed', changeId: await records.change(dns.zone, change) };
  }
};
