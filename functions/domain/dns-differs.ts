import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import { isConfirmed } from './own-standing.ts';
import { hostsOf } from './published-record.ts';
import { answered, type Readings } from './readings.ts';

/**
 * Whether the record as it resolves here differs from the published one. Only the Region that the highest epoch names
 * looks after it, and only while it is what is published of it; a resolver that does not answer is no difference.
 */
export const dnsDiffers = (readings: Readings, record: PublishedEndpoint | undefined): boolean => {
  const { dns } = readings.datastore;
  if (dns === 'none' || record?.primaryRegion !== readings.here || !isConfirmed(readings, record)) return false;
  const found = answered(readings.touch)?.names?.find(({ name }) => name === dns.record);
  if (!found || found.outcome === 'unknown' || readings.recordEpoch.outcome !== 'answered') return false;
  const epoch = readings.recordEpoch.value;
  const sameEpoch = epoch?.counter === record.epoch.counter && epoch.region === record.epoch.region;
  return !sameEpoch || !hostsOf(record).includes((found.cname ?? '').replace(/\.$/, ''));
};
