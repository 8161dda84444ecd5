import { datastoreOf } from '../domain/datastore.ts';
import type { Readings } from '../domain/readings.ts';
import type { Settings } from '../middleware/settings.ts';
import { type EvidencePorts, gatherReadings } from './gather-readings.ts';

/** Reads everything that a decision to promote this Region weighs. */
export const gatherOutage = (ports: EvidencePorts, { config, region }: Settings, name: string): Promise<Readings> =>
  gatherReadings(ports, {
    here: region,
    name,
    datastore: datastoreOf(config, name),
    hasWitness: config.witness !== undefined,
    purpose: 'outage',
  });
