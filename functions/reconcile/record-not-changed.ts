import type { Datastore } from '../contract/config.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import { targetOf } from '../domain/published-record.ts';

/** The endpoint was published, and the DNS record did not follow: only those who read Parameter Store move. */
export class RecordNotChanged extends Error {
  override readonly name = 'RecordNotChanged';

  constructor({
    datastore: { dns },
    record,
    cause,
  }: { datastore: Datastore; record: PublishedEndpoint; cause: unknown }) {
    const name = dns === 'none' ? 'the record' : dns.record;
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    super(`${name} should lead to ${targetOf(record)}: ${why}`, { cause });
  }
}
