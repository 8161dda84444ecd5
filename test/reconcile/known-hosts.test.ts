import { expect, test } from '@jest/globals';
import { rememberHosts } from '../../functions/domain/published-record.ts';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { endpointParameter, record, type Stage, stage } from '../support/ports.ts';
import { answered, failed, recordOf } from '../support/readings.ts';
import { arnOf, setIncident } from '../support/run.ts';
import { ago, east, endpointOf, instant, now, sessions, west } from '../support/sessions.ts';

const turn = (it: Stage) =>
  reconcileDatastore(it.ports, {
    settings: it.settings,
    name: 'sessions',
    datastore: sessions,
    requestId: 'request-1',
  });

test('a record is led here by what was ever published, though the intent was accepted while that could not be read', async () => {
  const it = stage();
  await turn(it);
  it.reality.primary = west;
  it.reality.now += 60_000;
  it.ports.parameters.set(west, endpointParameter, JSON.stringify(recordOf(west, 2)));
  setIncident(it.ports.journal.incidents, {
    epoch: { counter: 2, region: west },
    intent: {
      epoch: { counter: 2, region: west },
      owner: arnOf('run-1'),
      from: east,
      to: west,
      calledAt: instant(ago(30)),
      kind: 'promote',
      replaces: [],
      publishedAt: instant(now),
    },
  });
  expect(await turn(it)).toBe('settled');
  expect(it.hooks.changes).toEqual([expect.stringContaining(`change ${record}=${endpointOf(west)}`)]);
});

const published = (...hosts: readonly (string | undefined)[]) => ({
  published: new Map(
    hosts.map((primary, index) => [
      `us-east-${index}`,
      primary === undefined ? failed('dark') : answered(recordOf(east, 1, { primary })),
    ]),
  ),
});

test('of published hosts it remembers six, those read last, and none is forgotten for being unreadable', () => {
  expect(rememberHosts(undefined, published('a.x', undefined))).toEqual(['a.x']);
  expect(rememberHosts(['a.x', 'b.x'], published(undefined))).toEqual(['a.x', 'b.x']);
  expect(rememberHosts(['a.x', 'b.x'], published('a.x'))).toEqual(['b.x', 'a.x']);
  expect(rememberHosts(['1.x', '2.x', '3.x', '4.x', '5.x', '6.x'], published('7.x', '2.x'))).toEqual([
    '3.x',
    '4.x',
    '5.x',
    '6.x',
    '7.x',
    '2.x',
  ]);
});
