import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { AwsError } from '../../../sandbox/aws/service.ts';
import { east, group, ireland, twoRegions, west } from './two-regions.ts';

const members = [east, west, ireland];
const regions = members.map(({ region }) => region);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('failover' as const), to: fc.nat(2), at: fc.nat(2) }),
  fc.record({ do: fc.constant('disassociate' as const), to: fc.nat(2), at: fc.nat(2) }),
  fc.record({ do: fc.constantFrom('blackout' as const, 'heal' as const), at: fc.nat(2) }),
  fc.record({ do: fc.constantFrom('cut' as const, 'mend' as const), to: fc.nat(2), at: fc.nat(2) }),
  fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 40_000 }) }),
);
type Step =
  | { do: 'failover' | 'disassociate' | 'cut' | 'mend'; to: number; at: number }
  | { do: 'blackout' | 'heal'; at: number }
  | { do: 'pass'; ms: number };

const of = <T>(list: readonly T[], index: number): T => list[index] as T;

const perform = async (world: ReturnType<typeof twoRegions>, one: Step): Promise<void> => {
  const { network, clock, failover, disassociate } = world;
  if (one.do === 'pass') return clock.advance(one.ms);
  const at = of(regions, one.at);
  if (!('to' in one)) return network[one.do](at);
  if (one.do === 'cut' || one.do === 'mend') return network[one.do](at, of(regions, one.to));
  if (network.isDark(at)) return;
  const change = one.do === 'failover' ? failover : disassociate;
  await change(of(members, one.to), at).catch((error: unknown) => {
    if (!(error instanceof AwsError)) throw error;
  });
};

const primaries = (world: ReturnType<typeof twoRegions>, region: string): number =>
  world.elasticache.view(group, region)?.members.filter(({ role }) => role === 'PRIMARY').length ?? 1;

test('whatever happens, each Region always sees exactly one PRIMARY, and views never go back', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      async (steps, chance) => {
        const world = twoRegions({ secondaries: [west, ireland], random: () => chance });
        const versions = new Map<string, number>();
        for (const one of steps) {
          await perform(world, one);
          for (const region of regions) {
            expect(primaries(world, region)).toBe(1);
            const version = world.elasticache.view(group, region)?.version ?? 0;
            if (version > 0) expect(version).toBeGreaterThanOrEqual(versions.get(region) ?? 0);
            versions.set(region, version);
          }
        }
      },
    ),
    { numRuns: 150 },
  );
});

test('once everything is healed, all Regions agree with the truth, and only the primary takes writes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const world = twoRegions({ secondaries: [west, ireland], random: () => 0.7 });
      for (const one of steps) await perform(world, one);
      for (const region of regions) world.network.heal(region);
      await world.clock.advance(600_000);

      const truth = world.elasticache.truth(group);
      const primary = truth?.members.find(({ role }) => role === 'PRIMARY');
      expect(world.elasticache.writer(group)).toMatchObject({ id: primary?.id });
      for (const { region } of truth?.members ?? []) expect(world.elasticache.view(group, region)).toBe(truth);
      const lastWord = new Map(world.driven.map((line) => [line.split(' ')[1], line]));
      for (const { id } of truth?.members ?? [])
        if (id === primary?.id) expect(lastWord.get(id) ?? `promote ${id}`).toBe(`promote ${id}`);
        else
          expect(lastWord.get(id) ?? `demote ${id} to copy ${primary?.id}`).toBe(`demote ${id} to copy ${primary?.id}`);
    }),
    { numRuns: 150 },
  );
});
