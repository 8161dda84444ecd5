import { expect, test } from '@jest/globals';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { endpointParameter, type Stage, stage } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { east, endpointOf, instant, now, sessions, west } from '../support/sessions.ts';

/** Both Regions healthy, us-east-1 primary; `reconcile` runs in `region`. */
const calm = (region: string): Stage => {
  const it = stage({ region });
  it.reality.dark.clear();
  it.reality.heartbeat = { writtenAt: now, count: 8 };
  it.ports.journal.incidents.set('sessions', { datastore: 'sessions', epoch: { counter: 1, region: east } });
  it.ports.journal.reconciles.set('sessions', { datastore: 'sessions', sawItselfSecondary: false, attempts: 0 });
  return it;
};
const turn = (it: Stage, datastore = sessions) =>
  reconcileDatastore(it.ports, { settings: it.settings, name: 'sessions', datastore, requestId: 'r-1' });
const publish = (it: Stage, region: string, parts: Parameters<typeof recordOf>[2], counter = 1): void =>
  it.ports.parameters.set(region, endpointParameter, JSON.stringify(recordOf(east, counter, parts)));
const publishedIn = async (it: Stage, region: string): Promise<unknown> => {
  const look = await it.ports.parameters.read(region, endpointParameter);
  return look.outcome === 'answered' && look.value ? JSON.parse(look.value.value) : undefined;
};
const evil = 'cache.evil.example';

test('N23: an endpoint that ElastiCache does not name leads no DNS record to it, and is replaced by the real one', async () => {
  const it = calm(east);
  publish(it, east, { primary: evil, reader: evil });
  await turn(it);

  expect(await publishedIn(it, east)).toMatchObject({ primary: endpointOf(east), epoch: { counter: 2, region: east } });
  expect(it.hooks.changes.join()).not.toContain(evil);
});

test('N23: it is not copied to another Region, and people are told', async () => {
  const it = calm(west);
  publish(it, east, { primary: evil, reader: evil }, 2);
  expect(await turn(it)).toBe('PublicationFailed');

  expect(await publishedIn(it, west)).toMatchObject({ primary: endpointOf(east), epoch: { counter: 1 } });
  expect(it.pages).toMatchObject([
    { body: expect.stringContaining(`names ${evil} without TLS, which ElastiCache there`) },
  ]);
});

test('another port, another reader, or another encryption is another endpoint', async () => {
  for (const parts of [{ port: 1 }, { tls: true }, { reader: evil }, { primary: endpointOf(west) }]) {
    const it = calm(west);
    publish(it, east, parts, 2);
    expect(await turn(it)).toBe('PublicationFailed');
  }
});

test('a record without TLS, of a datastore that has it, would have clients talk in the clear: it is not copied', async () => {
  const withTls = { ...sessions, access: { ...sessions.access, tls: true } };
  const it = calm(west);
  publish(it, east, { tls: false }, 2);
  expect(await turn(it, withTls)).toBe('PublicationFailed');
  expect(await publishedIn(it, west)).toMatchObject({ epoch: { counter: 1 } });

  publish(it, east, { tls: true }, 2);
  expect(await turn(it, withTls)).toBe('copy');
});

test('a record promoted in the future would keep every Region cooling down: it is not copied', async () => {
  const it = calm(west);
  publish(it, east, { promotedAt: instant(now + 86_400_000) }, 2);
  expect(await turn(it)).toBe('PublicationFailed');
  expect(await publishedIn(it, west)).toMatchObject({ epoch: { counter: 1 } });

  publish(it, east, { promotedAt: instant(now - 1000) }, 2);
  expect(await turn(it)).toBe('copy');
});

test('the real one is copied as before', async () => {
  const it = calm(west);
  publish(it, east, {}, 2);
  expect(await turn(it)).toBe('copy');
  expect(await publishedIn(it, west)).toMatchObject({ primary: endpointOf(east), epoch: { counter: 2 } });
});

test('an epoch that names another Region than the primary is no record', async () => {
  const it = calm(west);
  it.ports.parameters.set(
    west,
    endpointParameter,
    JSON.stringify({ ...recordOf(east, 9), epoch: { counter: 9, region: west } }),
  );
  expect(await turn(it)).toBe('copy');
  expect(await publishedIn(it, west)).toMatchObject({ epoch: { counter: 1, region: east } });
  expect(it.hooks.changes.join()).not.toContain('9 us-west-2');
});
