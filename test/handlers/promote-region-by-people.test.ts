import { expect, test } from '@jest/globals';
import type { RunState } from '../../functions/contract/run-state.ts';
import { promoteRegion } from '../../functions/handlers/promote-region.ts';
import { type Stage, stage } from '../support/ports.ts';
import { aRun, holding } from '../support/run.ts';
import { west } from '../support/sessions.ts';

const promote = (it: Stage, state: RunState = holding(it)) => promoteRegion(it.ports, it.settings)({ state });
const intentOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.intent;
const byPeople = aRun({ trigger: 'manual', requestedBy: 'ada' });

test('adopt calls nothing: it only accepts the epoch', async () => {
  const it = stage();
  it.reality.primary = west;
  expect(await promote(it, holding(it, byPeople))).toMatchObject({ outcome: 'already-primary', from: west });
  expect(it.hooks.changes).toEqual([`accept 2 ${west}`]);
  expect(intentOf(it)).toMatchObject({ kind: 'adopt', to: west });
  expect(intentOf(it)).not.toHaveProperty('lossBoundMs');
});

test("a human's override reaches the second look too", async () => {
  const it = stage();
  it.alarms.clear();
  it.hooks.fail('functions.witness');
  await expect(promote(it, holding(it, byPeople))).rejects.toMatchObject({ name: 'PlanChanged' });
  const run = { ...byPeople, override: ['TooFewConfirmations' as const] };
  expect(await promote(it, holding(it, run))).toMatchObject({ outcome: 'requested' });
});
