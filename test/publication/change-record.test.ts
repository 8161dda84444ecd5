import { expect, test } from '@jest/globals';
import { changeRecord } from '../../functions/publication/change-record.ts';
import { epochRecord, record, type Stage, stage } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { configWith, east, endpointOf, sessions, west } from '../support/sessions.ts';

const change = ({ ports }: Stage, { datastore = sessions, known = [endpointOf(east)] } = {}) =>
  changeRecord(ports, { datastore, record: recordOf(west, 2), known });
const changedTo = `change ${record}=${endpointOf(west)} ${epochRecord}="2 ${west}"`;

test('one batch: the record and the epoch beside it', async () => {
  const it = stage();
  expect(await change(it)).toEqual({ outcome: 'changed', changeId: 'change-1' });
  expect(it.hooks.changes).toEqual([changedTo]);
});

test('repeating it is harmless', async () => {
  const it = stage();
  await change(it);
  expect(await change(it)).toEqual({ outcome: 'already-so' });
  expect(it.hooks.changes).toEqual([changedTo]);
});

test('nothing is touched where no record is configured', async () => {
  const it = stage();
  expect(await change(it, { datastore: configWith({ dns: 'none' }).datastores.sessions })).toEqual({
    outcome: 'not-configured',
  });
  expect(it.hooks.calls).toEqual([]);
});

test("an endpoint that is no member's as far as is known is not ours to change", async () => {
  const it = stage();
  await expect(change(it, { known: [] })).rejects.toMatchObject({ name: 'RecordConflict' });
  expect(it.hooks.changes).toEqual([]);
});

test('a higher epoch in the zone is not overwritten', async () => {
  const it = stage();
  it.ports.records.sets.splice(1, 1, {
    name: epochRecord,
    type: 'TXT',
    ttl: 5,
    values: [`"3 ${east}"`],
    routed: false,
  });
  await expect(change(it)).rejects.toMatchObject({ name: 'Superseded' });
});

test('a record that changed between reading and changing is not overwritten', async () => {
  const it = stage();
  it.hooks.before('records.change', () => {
    it.ports.records.sets.splice(0, 1, {
      name: record,
      type: 'CNAME',
      ttl: 5,
      values: ['by.hand.example.com'],
      routed: false,
    });
  });
  await expect(change(it)).rejects.toMatchObject({
    name: 'RecordConflict',
    message: expect.stringContaining(`${record} should lead to ${endpointOf(west)}: `),
  });
  expect(it.ports.records.sets[0]?.values).toEqual(['by.hand.example.com']);
});

test('a change that took effect though its answer was lost, and was sent again, is so already', async () => {
  const it = stage();
  const { records } = it.ports;
  const twice: typeof records = {
    ...records,
    // As the SDK does after a lost answer.
    change: async (zone, batch) => {
      await records.change(zone, batch);
      return records.change(zone, batch);
    },
  };
  expect(
    await changeRecord(
      { records: twice },
      { datastore: sessions, record: recordOf(west, 2), known: [endpointOf(east)] },
    ),
  ).toEqual({
    outcome: 'already-so',
  });
});
