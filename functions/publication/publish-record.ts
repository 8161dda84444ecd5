import type { Datastore } from '../contract/config.ts';
import { PublicationFailed, Superseded } from '../contract/errors.ts';
import { names, plainMembers } from '../contract/names.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import type { Region } from '../contract/region.ts';
import { compareEpochs, formatEpoch } from '../domain/epoch.ts';
import { canonical, highestOf, readRecord, sameRecord, targetOf } from '../domain/published-record.ts';
import { answered } from '../domain/readings.ts';
import type { Look, Parameter, Ports } from '../ports.ts';

interface Publication {
  readonly here: Region;
  readonly datastore: Datastore;
  readonly record: PublishedEndpoint;
}

/** How often a write that met another writer is read and judged again. */
const attempts = 3;

/** Of the versions that our own write replaced unseen, at most this many are judged, newest first. */
const mostUnseen = 10;

/**
 * Publishes a record in this Region's Parameter Store, and returns the parameter's version. Repeating it is harmless.
 *
 * Parameter Store has no compare-and-set: the version that a write returns must follow the one that was read. If it
 * does not, another writer was there: what it wrote is read by its version, the highest epoch wins, and is written
 * again. A record of a higher epoch is never overwritten, or at once restored.
 */
export const publishRecord = async (ports: Pick<Ports, 'parameters'>, publication: Publication): Promise<number> => {
  try {
    return await publishAsItStands(ports, publication);
  } catch (error) {
    if (!(error instanceof PublicationFailed)) throw error;
    // Whoever points clients there by hand reads it in the page.
    throw new PublicationFailed(`${error.message}; the endpoint is ${targetOf(publication.record)}`, { cause: error });
  }
};

const publishAsItStands = async (
  { parameters }: Pick<Ports, 'parameters'>,
  { here, datastore, record }: Publication,
): Promise<number> => {
  const name = names.endpointParameter(record.datastore);
  for (let attempt = 0; attempt < attempts; attempt++) {
    const read = await parameters.read(here, name);
    const current = understood(read, record);
    if (current && sameRecord(current.record, record)) {
      await writePlainCopies(parameters, datastore, record);
      return current.version;
    }
    const version = await write(parameters, name, canonical(record));
    const before = read.outcome === 'answered' ? (read.value?.version ?? 0) : 0;
    if (version === before + 1) {
      await writePlainCopies(parameters, datastore, record);
      return version;
    }
    await restoreHigher(parameters, { here, name, record, unseen: { from: before + 1, to: version - 1 } });
  }
  throw new PublicationFailed(`${name} was written by others ${attempts} times in a row`);
};

const write = async (parameters: Ports['parameters'], name: string, value: string): Promise<number> => {
  try {
    return await parameters.write(name, value);
  } catch (cause) {
    const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
    throw new PublicationFailed(`${name} could not be written: ${why}`, { cause });
  }
};

/** Where our write replaced a record of a higher epoch without having seen it, that one is written again. */
const restoreHigher = async (
  parameters: Ports['parameters'],
  {
    here,
    name,
    record,
    unseen,
  }: { here: Region; name: string; record: PublishedEndpoint; unseen: { from: number; to: number } },
): Promise<void> => {
  const first = Math.max(unseen.from, unseen.to - mostUnseen + 1);
  const versions = Array.from({ length: Math.max(0, unseen.to - first + 1) }, (_, index) => first + index);
  const replaced = await Promise.all(versions.map((version) => parameters.read(here, `${name}:${version}`)));
  const highest = highestOf(replaced.map((look) => answered(readRecord(look, record.datastore))));
  if (!highest || compareEpochs(highest.epoch, record.epoch) <= 0) return;
  await write(parameters, name, canonical(highest));
  throw superseded(highest, record);
};

const superseded = (published: PublishedEndpoint, record: PublishedEndpoint): Superseded =>
  new Superseded(`epoch ${formatEpoch(published.epoch)} is published, this one is ${formatEpoch(record.epoch)}`);

/** The record as it stands, if there is one. Refuses to go on where that cannot be read, or is newer. */
const understood = (
  read: Look<Parameter | undefined>,
  record: PublishedEndpoint,
): { record: PublishedEndpoint; version: number } | undefined => {
  const parsed = readRecord(read, record.datastore);
  if (read.outcome !== 'answered') throw new PublicationFailed(`the parameter could not be read: ${read.detail}`);
  // Text that is no record (a human's edit) has no epoch to respect: the record replaces it.
  if (parsed.outcome !== 'answered' || !parsed.value || !read.value) return undefined;
  if (compareEpochs(parsed.value.epoch, record.epoch) > 0) throw superseded(parsed.value, record);
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
    if (value !== undefined) await write(parameters, names.plainParameter(record.datastore, member), String(value));
  }
};
