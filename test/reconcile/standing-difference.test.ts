import { expect, test } from '@jest/globals';
import { reconcileDatastore } from '../../functions/reconcile/reconcile-datastore.ts';
import { endpointParameter, type Stage, stage, switchParameter } from '../support/ports.ts';
import { probeMemory, recordOf } from '../support/readings.ts';
import { east, endpointOf, instant, now, outside, sessions, west } from '../support/sessions.ts';

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

/** A minute passes, and `Probe` goes on looking. */
const minuteLater = ({ reality, ports }: Stage): void => {
  reality.now += 60_000;
  ports.journal.probes.set('sessions', probeMemory({ lookedAt: reality.now }));
};

test('a page that SNS does not take costs no memory, and is sent the next minute', async () => {
  const it = stage();
  it.ports.parameters.set(west, endpointParameter, JSON.stringify(recordOf(outside, 9, { primary: endpointOf(east) })));
  it.hooks.fail('pager.page');
  await expect(turn(it)).rejects.toThrow('pager.page is down');
  expect(it.started).toHaveLength(1);
  expect(it.ports.journal.reconciles.get('sessions')).toMatchObject({ downSince: instant(now), attempts: 1 });

  it.hooks.before('pager.page', () => {});
  minuteLater(it);
  await turn(it);
  expect(it.pages).toHaveLength(1);
  expect(it.started.map(({ name }) => name)).toEqual(
    [1, 2].map((attempt) => `sessions-20261123T120000000Z-r${attempt}`),
  );
});

test('one look that cannot tell does not make the level trigger begin anew', async () => {
  const it = stage();
  await turn(it);
  minuteLater(it);
  it.hooks.fail('functions.touch');
  await turn(it);
  expect(it.ports.journal.reconciles.get('sessions')).toMatchObject({ downSince: instant(now), attempts: 1 });
});

test('a failure that may pass by itself is counted at once, and paged in its third minute', async () => {
  const it = stage();
  it.ports.parameters.set(west, switchParameter, 'nonsense');
  it.ports.parameters.remove(west, endpointParameter);
  it.reality.dark.clear();
  for (const paged of [0, 0, 1, 1]) {
    expect(await turn(it)).toBe('AutomationOff');
    expect(it.pages).toHaveLength(paged);
    minuteLater(it);
  }
  expect(it.metrics.filter(({ name }) => name === 'DifferenceFound')).toHaveLength(4);
});

test('a switch that is none is paged from the third minute, in calm too; mended, it is not paged again', async () => {
  const it = stage();
  it.reality.dark.clear();
  it.reality.position += 1;
  const subjects = () => it.pages.map(({ subject }) => subject);
  it.ports.parameters.set(west, switchParameter, '{"automation": "auto", "untill": "tomorrow"}');
  for (const pages of [0, 0, 1, 1]) {
    await turn(it);
    expect(subjects()).toHaveLength(pages);
    minuteLater(it);
  }
  expect(subjects()).toEqual(['DIFFERENCE: sessions in us-west-2: SwitchUnreadable']);
  expect(it.pages[0]?.body).toMatch(/^SwitchUnreadable: it counts as off: .*"untill"/);
  it.ports.parameters.remove(west, switchParameter);
  await turn(it);
  expect(subjects()).toHaveLength(1);
});
