import { expect, test } from '@jest/globals';
import { canonical } from '../../functions/domain/published-record.ts';
import { publishRecord } from '../../functions/publication/publish-record.ts';
import { endpointParameter, type Stage, stage } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { configWith, east, endpointOf, sessions, west } from '../support/sessions.ts';

const record = recordOf(west, 5);
const publish = ({ ports }: Stage, datastore = sessions) => publishRecord(ports, { here: west, datastore, record });
const published = ({ ports }: Stage) => ports.parameters.current(west, endpointParameter);
const someoneWrites = (it: Stage, value: string) => it.ports.parameters.set(west, endpointParameter, value);
/** Somebody writes between our read and our write, once. */
const raceWith = (it: Stage, ...values: string[]) => {
  it.hooks.before('parameters.write', () => {
    for (const value of values.splice(0)) someoneWrites(it, value);
  });
};

test('writes the record over an older one, and answers the version', async () => {
  const it = stage();
  expect(await publish(it)).toBe(2);
  expect(published(it)).toEqual({ value: canonical(record), version: 2 });
});

test('what is so already is not written again', async () => {
  const it = stage();
  await publish(it);
  expect(await publish(it)).toBe(2);
  expect(it.hooks.changes).toHaveLength(1);
});

test('where there is none, it is the first version', async () => {
  const it = stage();
  it.ports.parameters.remove(west, endpointParameter);
  expect(await publish(it)).toBe(1);
});

test('a record of a higher epoch is never overwritten', async () => {
  const it = stage();
  someoneWrites(it, canonical(recordOf(east, 6)));
  await expect(publish(it)).rejects.toMatchObject({ name: 'Superseded' });
  expect(it.hooks.changes).toEqual([]);
});

test("a human's text that is no record is replaced", async () => {
  const it = stage();
  someoneWrites(it, 'use the other one');
  await publish(it);
  expect(published(it)?.value).toBe(canonical(record));
});

test.each([
  ['an older record', recordOf(east, 4)],
  ['the same record, by our own attempt whose answer was lost', record],
])('a race with %s: ours stands', async (_, other) => {
  const it = stage();
  raceWith(it, canonical(other));
  await publish(it);
  expect(published(it)?.value).toBe(canonical(record));
});

test('a race with a higher epoch: that one wins, and is written again', async () => {
  const it = stage();
  raceWith(it, canonical(recordOf(east, 6)));
  await expect(publish(it)).rejects.toMatchObject({ name: 'Superseded' });
  expect(published(it)?.value).toBe(canonical(recordOf(east, 6)));
});

test('of several that raced, the highest epoch wins', async () => {
  const it = stage();
  raceWith(it, canonical(recordOf(east, 7)), canonical(recordOf(east, 6)), 'not a record');
  await expect(publish(it)).rejects.toMatchObject({ name: 'Superseded' });
  expect(published(it)?.value).toBe(canonical(recordOf(east, 7)));
});

test('others that never stop writing: it gives up, by name', async () => {
  const it = stage();
  it.hooks.before('parameters.write', () => someoneWrites(it, canonical(recordOf(east, 1))));
  it.hooks.after('parameters.write', () => someoneWrites(it, canonical(recordOf(east, 1))));
  await expect(publish(it)).rejects.toMatchObject({ name: 'PublicationFailed' });
});

test('where the parameter cannot be read, nothing is written', async () => {
  const it = stage();
  it.reality.dark.add(west);
  await expect(publish(it)).rejects.toMatchObject({ name: 'PublicationFailed' });
  expect(it.hooks.changes).toEqual([]);
});

test('a write that fails is a failed publication, in the words of Parameter Store', async () => {
  const it = stage();
  it.hooks.fail('parameters.write', Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' }));
  await expect(publish(it)).rejects.toMatchObject({
    name: 'PublicationFailed',
    message: expect.stringContaining('AccessDeniedException: not authorized'),
  });
});

test('plain copies follow the record, and only where they are wanted', async () => {
  const it = stage();
  await publish(it, configWith({ plainParameters: true }).datastores.sessions);
  expect(it.hooks.changes).toEqual([
    `write ${endpointParameter}`,
    'write /failover/sessions/primary',
    'write /failover/sessions/reader',
    'write /failover/sessions/port',
  ]);
  expect(it.ports.parameters.current(west, '/failover/sessions/primary')?.value).toBe(endpointOf(west));
  expect(it.ports.parameters.current(west, '/failover/sessions/port')?.value).toBe('6379');
});

test('plain copies that failed half-way are completed by the repetition', async () => {
  const it = stage();
  let writes = 0;
  it.hooks.before('parameters.write', () => {
    writes += 1;
    if (writes === 3) throw new Error('throttled');
  });
  const datastore = configWith({ plainParameters: true }).datastores.sessions;
  await expect(publish(it, datastore)).rejects.toThrow();
  await publish(it, datastore);
  expect(it.ports.parameters.current(west, '/failover/sessions/reader')?.value).toBe(endpointOf(west, true));
});
