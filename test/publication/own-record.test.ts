import { expect, test } from '@jest/globals';
import { ownRecord } from '../../functions/publication/own-record.ts';
import { type Stage, stage } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { east, instant, now, sessions, west } from '../support/sessions.ts';
import { intent } from '../support/standing.ts';

const record = (it: Stage, { called = false, previous = recordOf(east, 1) } = {}) =>
  ownRecord(it.ports, {
    here: west,
    name: 'sessions',
    datastore: sessions,
    intent: intent(2, called ? { separateCalledAt: instant(now) } : {}),
    previous,
  });
const inReality = (parts: object): Stage => {
  const it = stage();
  Object.assign(it.reality, parts);
  return it;
};

test('the one PRIMARY is published, and not as separated', async () => {
  expect(await record(inReality({ primary: west }))).toEqual(recordOf(west, 2, { promotedAt: instant(now) }));
  // The promotion took effect before the separation that was called did.
  expect(await record(inReality({ primary: west }), { called: true })).not.toHaveProperty('separated');
});

test('a cluster in no group is published as separated where that was called for, or is published already', async () => {
  const alone = inReality({ separated: west });
  expect(await record(alone, { called: true })).toMatchObject({ separated: true, primaryRegion: west });
  const previous = recordOf(west, 1, { separated: true });
  expect(await record(alone, { previous })).toMatchObject({ separated: true });
});

test('a cluster that left for reasons of its own is not published', async () => {
  const alone = inReality({ separated: west });
  await expect(record(alone)).rejects.toMatchObject({ name: 'PublicationFailed' });
  await expect(record(alone, { previous: recordOf(east, 1, { separated: true }) })).rejects.toMatchObject({
    name: 'PublicationFailed',
  });
});

test('a member that is SECONDARY is not published, whatever was called for', async () => {
  await expect(record(stage(), { called: true })).rejects.toMatchObject({ name: 'PublicationFailed' });
});
