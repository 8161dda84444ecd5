import { expect, test } from '@jest/globals';
import { type Cell, describeCell } from '../../../sandbox/matrix/cell.ts';
import { faultsAt } from '../../../sandbox/matrix/faults-tried.ts';
import { flows } from '../../../sandbox/matrix/flows.ts';
import { changingSites, singles } from '../../../sandbox/matrix/plan.ts';
import { playCell } from '../../../sandbox/matrix/play-cell.ts';

const kindsAt = (site: string): readonly string[] => faultsAt(site).map(({ kind }) => kind);

test('a write may be done although it was not answered, a read may be old, and neither the other way round', () => {
  expect(kindsAt('TouchCache@heir redis:SET heir')).toEqual(expect.arrayContaining(['timeout-after', 'readonly']));
  expect(kindsAt('TouchCache@heir redis:SET heir')).not.toContain('stale');
  expect(kindsAt('TouchCache@heir redis:INFO heir')).toContain('stale');
  expect(kindsAt('TouchCache@heir redis:INFO heir')).not.toContain('timeout-after');
});

test('a resolver refuses as resolvers do, and no call to AWS meets what only caches and resolvers do', () => {
  expect(kindsAt('TouchCache@heir dns:CNAME heir')).toEqual(expect.arrayContaining(['servfail', 'nxdomain', 'stale']));
  expect(kindsAt('PromoteRegion@heir ssm:GetParameter heir')).not.toContain('servfail');
});

test('what TouchCache writes are keys of its own: pairs of faults leave it out', () => {
  expect(changingSites().filter((site) => site.startsWith('TouchCache'))).toEqual([]);
});

test('a loss that nobody can tell, since INFO says nothing of replication, is paged while it lasts', async () => {
  const [cell] = singles().filter(
    (each) => describeCell(each) === 'automatic never: TouchCache@heir redis:INFO heir err',
  );
  const flow = flows.find(({ name }) => name === cell?.flow);
  const played = cell && flow && (await playCell(cell satisfies Cell, { flow, seed: 1 }));
  expect(played?.problems).toEqual([]);
  expect(played?.met[0]).toBeGreaterThan(0);
}, 120_000);
