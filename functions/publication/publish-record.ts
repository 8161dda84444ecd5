import type { Datastore } from '../contract/config.ts';
import { PublicationFailed, Superseded } from '../contract/errors.ts';
import { names, plainMembers } from '../contract/names.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { Region } from '../contract/region.ts';
import { compareEpochs, formatEpoch } from '../domain/epoch.ts';
import { canonical, readRecord, sameRecord } from '../domain/published-record.ts';
import type { Look, Parameter, Ports } from '../ports.ts';

interface Publication {
  readonly here: Region;
  readonly datastore: Datastore;
  readonly record: PublishedEndpoint;
}

/** How often a write that met another writer is read and judged again. */
const attempts = 3;

/**
 * Publishes a record in this Region's Parameter Store, and returns the parameter's version. Repeating it is harmless.
 *
 * Parameter Store has no compare-and-set: the version that a write returns must follow the one that was read. If it
 * does not, another writer was there: the highest epoch wins, and is written again. A record of a higher epoch is never
 * overwritten.
 */
export const publishRecord = async (
  { parameters }: Pick<Ports, 'parameters'>,
  { here, datastore, record }: Publication,
): Promise<number> => {
  const name = names.endpointParameter(record.datastore);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const read = await parameters.read(here, name);
    const current = understood(read, record);
    if (current && sameRecord(current.record, record)) return current.version;

    const version = await parameters.write(name, canonical(record));
    const before = read.outcome === 'answered' ? (read.value?.version ?? 0) : 0;
    if (version !== before + 1) continue;
    await writePlainCopies(parameters, datastore, record);
    return version;
  }
  throw new PublicationFailed(`${name} was written by others ${attempts} times in a row`);
};

/** The record as it stands, if there is one. Refuses to go on where that cannot be read, or is newer. */
const understood = (
  read: Look<Parameter | undefined>,
  record: PublishedEndpoint,
): { record: PublishedEndpoint; version: number } | undefined => {
  const parsed = readRecord(read, record.datastore);
  if (read.outcome !== 'answered') throw new PublicationFailed(`the parameter could not be read: ${read.detail}`);
  // Text that is no record (a human's edit) has no epoch to respect: the record replaces it.
  if (parsed.outcome !== 'answered' || !parsed.value || !read.value) return undefined;
  if (compareEpochs(parsed.value.epoch, record.epoch) > 0)
    throw new Superseded(
      `epoch ${formatEpoch(parsed.value.epoch)} is published, this one is ${formatEpoch(record.epoch)}`,
    );
  return { record: parsed.value, version: read.value.version };
};

/** For readers that cannot parse JSON. Written after the record: they may lag behind it, never run ahead. */
const writePlainCopies = async (
  parameters: Ports['parameters'],
  { plainParameters }: Datastore,
  record: PublishedEndpoint,
): Promise<void> => {
  if (!plainParameters) return;
  for (const member of plainMembers) {
    const value = record[member];
    if (value !== undefined) await parameters.write(names.plainParameter(record.datastore, member), String(value));
  }
};
