import { expect, test } from '@jest/globals';
import { describeCell } from '../../../sandbox/matrix/cell.ts';
import { flows } from '../../../sandbox/matrix/flows.ts';
import { changingSites, pairs, singles, triples } from '../../../sandbox/matrix/plan.ts';
import { playCell } from '../../../sandbox/matrix/play-cell.ts';
import { diceFor } from '../../../sandbox/simulation/dice.ts';

/** Where a cell must bring about more than its flow does, or nobody would meet its fault and it would show nothing. */
test.each([
  [
    'a dark Region calls nobody: home is brought back first',
    'automatic heals: Reconcile@home ssm:PutParameter home deny',
  ],
  ['nor is it heard by others', 'manual heals: Reconcile@heir ssm:GetParameter home 500-before'],
  [
    'a Region is asked, and answers, where only its caches ended',
    'caches heals: Witness@witness elasticache:DescribeReplicationGroups home throttle',
  ],
  [
    'only a first publication makes the record',
    'first heals: Reconcile@home route53:ChangeResourceRecordSets home 500-after',
  ],
])('%s (%s)', async (_, line) => {
  const cell = singles().find((each) => describeCell(each) === line);
  const flow = flows.find(({ name }) => name === cell?.flow);
  if (!cell || !flow) throw new Error(`there is no such cell: ${line}`);

  const { problems, met } = await playCell(cell, { flow, seed: 1 });

  expect(problems).toEqual([]);
  expect(met).toEqual([expect.any(Number)]);
  expect(met[0]).toBeGreaterThan(0);
});

test('of two faults the one that ends every run heals first, so that the later call meets the other', async () => {
  const line =
    'automatic heals: OpenIncident@heir dynamodb:UpdateItem heir deny + PromoteRegion@heir dynamodb:UpdateItem heir deny';
  const cell = pairs().find((each) => describeCell(each) === line);
  const flow = flows.find(({ name }) => name === 'automatic');
  if (!cell || !flow) throw new Error(`there is no such cell: ${line}`);

  const { problems, met } = await playCell(cell, { flow, seed: 1 });

  expect(problems).toEqual([]);
  expect(met.map((calls) => calls > 0)).toEqual([true, true]);
});

test('three faults are on three changing calls, in the order of the run; a seed draws the same, another one others', () => {
  const drawn = (seed: number) => triples(50, diceFor(seed, 'triples'));
  const sites = changingSites();
  for (const { strikes } of drawn(1)) {
    const places = strikes.map(({ site }) => sites.indexOf(site));
    expect(places).toEqual([...new Set(places)].toSorted((a, b) => a - b));
    expect(places).toHaveLength(3);
    expect(places).not.toContain(-1);
  }
  expect(drawn(1)).toEqual(drawn(1));
  expect(drawn(1)).not.toEqual(drawn(2));
});
