import { expect, test } from '@jest/globals';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { type Stage, stage } from '../support/ports.ts';
import { sessions, west } from '../support/sessions.ts';

const turn = (it: Stage) =>
  reconcileDatastore(it.ports, {
    settings: it.settings,
    name: 'sessions',
    datastore: sessions,
    requestId: 'request-1',
  });
/** us-west-2 is primary, nobody knows since when, and us-east-1 is published. */
const promoted = (): Stage => {
  const it = stage();
  it.reality.primary = west;
  return it;
};

test('a standing difference is counted every minute, and paged every hour', async () => {
  const it = promoted();
  for (let minute = 0; minute <= 60; minute++) {
    await turn(it);
    it.reality.now += 60_000;
  }
  expect(it.pages).toHaveLength(2);
  expect(it.metrics.filter(({ name }) => name === 'DifferenceFound')).toHaveLength(61);
});

test('people are paged though CloudWatch does not take the count', async () => {
  const it = promoted();
  it.hooks.fail('monitoring.publish');
  await turn(it).catch(() => {});
  expect(it.pages).toHaveLength(1);
});
