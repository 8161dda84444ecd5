import { expect, test } from '@jest/globals';
import type { RunState } from '../../functions/contract/run-state.ts';
import { promoteRegion } from '../../functions/handlers/promote-region.ts';
import { assessmentOf } from '../support/assessment.ts';
import { type Stage, stage, switchParameter } from '../support/ports.ts';
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

const inspected = (it: Stage, assessment = assessmentOf({ automation: 'approve' }, 'ask')) => ({
  ...holding(it),
  assessment,
  approval: { approvedBy: 'ada' },
});

test('what people approved is promoted, unless it holds by now', async () => {
  const it = stage();
  it.ports.parameters.set(west, switchParameter, 'approve');
  expect(await promote(it, inspected(it))).toMatchObject({ outcome: 'requested' });

  const recovered = stage();
  recovered.reality.position += 1;
  await expect(promote(recovered, inspected(recovered))).rejects.toMatchObject({ name: 'PlanChanged' });
});

test('an approval covers only what people saw: a new objection holds, by its name', async () => {
  const unconfirmed = assessmentOf({ automation: 'approve', confirmations: [] }, 'ask');
  for (const seen of [undefined, unconfirmed]) {
    const it = stage();
    it.ports.parameters.set(west, switchParameter, 'approve');
    it.alarms.clear();
    it.hooks.fail('functions.witness');
    const end = promote(it, inspected(it, seen));
    if (seen) expect(await end).toMatchObject({ outcome: 'requested' });
    else {
      await expect(end).rejects.toMatchObject({ name: 'PlanChanged' });
      await expect(end).rejects.toThrow('before this was known: TooFewConfirmations: ');
      expect(it.hooks.changes).toEqual([]);
    }
  }
});

test.each([{}, { approvedBy: '' }, 'yes', null])('%j is no approval, and what is missing is told', async (approval) => {
  const it = stage();
  it.ports.parameters.set(west, switchParameter, 'approve');
  const end = promote(it, { ...inspected(it), approval });
  await expect(end).rejects.toMatchObject({ name: 'InvalidRequest' });
  await expect(end).rejects.toThrow(
    typeof approval === 'object' && approval ? /^approval: approvedBy: ./ : /^approval: the task output: ./,
  );
  expect(it.hooks.changes).toEqual([]);
});
