import { expect, test } from '@jest/globals';
import { assessHealth } from '../../functions/handlers/assess-health.ts';
import { promoteRegion } from '../../functions/handlers/promote-region.ts';
import { endpointParameter, type Stage } from '../support/ports.ts';
import { recordOf } from '../support/readings.ts';
import { aRun, holding } from '../support/run.ts';
import { east, west } from '../support/sessions.ts';
import { third, threeStage, threeView } from '../support/three-regions.ts';

const byPerson = aRun({ trigger: 'manual', requestedBy: 'arn:aws:iam::111122223333:user/ann' });
const promote = (it: Stage, run = byPerson) => promoteRegion(it.ports, it.settings)({ state: holding(it, run) });
const groupReads = ({ hooks }: Stage, region: string) =>
  hooks.calls.filter((call) => call === `topology.readGroup ${region}`).length;

test('a person may promote the third while the preferred one is well: it is looked at once more, right before', async () => {
  const it = threeStage(third);
  expect(await promote(it)).toMatchObject({ outcome: 'requested', epoch: { counter: 3, region: third } });
  expect(groupReads(it, west)).toBe(2);
  expect(groupReads(it, east)).toBe(1);
});

test.each<[string, (it: Stage) => void]>([
  ['is being promoted', ({ reality }) => reality.views.set(west, threeView(east, { status: 'modifying' }))],
  ['is the primary', ({ reality }) => reality.views.set(west, threeView(west))],
  [
    'publishes a higher epoch',
    ({ ports }) => ports.parameters.set(west, endpointParameter, JSON.stringify(recordOf(west, 2))),
  ],
])('two Regions at once: the third stops where the preferred one %s since the evidence was read', async (_, happen) => {
  const it = threeStage(third);
  it.hooks.before('journal.setYielding', () => happen(it));
  await expect(promote(it)).rejects.toMatchObject({
    name: 'PlanChanged',
    message: expect.stringContaining('another Region was faster'),
  });
  expect(it.hooks.changes).toEqual([]);
});

test('the preferred Region stops just so for a person who promotes the third', async () => {
  const it = threeStage(west);
  it.hooks.before('journal.setYielding', () => it.reality.views.set(third, threeView(third)));
  await expect(promote(it, aRun())).rejects.toMatchObject({ name: 'PlanChanged' });
  expect(it.hooks.changes).toEqual([]);
});

test('a preferred Region that does not answer stops nobody', async () => {
  const it = threeStage(third);
  it.reality.dark.add(west);
  expect(await promote(it)).toMatchObject({ outcome: 'requested' });
});

test('by itself the third waits for its turn, and never promotes', async () => {
  const assess = async (seconds: number) => {
    const it = threeStage(third, seconds);
    return (await assessHealth(it.ports, it.settings)({ state: holding(it) })).next;
  };
  expect([await assess(60), await assess(499), await assess(500)]).toEqual(['wait', 'wait', 'ask']);
  await expect(promote(threeStage(third, 500), aRun())).rejects.toMatchObject({ name: 'PlanChanged' });
});
