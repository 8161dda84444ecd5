import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  datastore,
  east,
  hurry,
  loseEast,
  promoteByHand,
  published,
  run,
  settle,
  settledWorld,
  stop,
  west,
} from '../support/world.ts';
import { type Bench, cameTo, leaveClaim, runWithout, taken } from './permissions.ts';

/** One world, that loses its primary Region twice. Every permission after the promotion is taken away, one at a time. */
let bench: Bench;
beforeAll(async () => {
  const world = await settledWorld();
  world.network.setRoute53('up');
  await loseEast(world);
  bench = { world, hurrying: hurry(world) };
}, 30_000);
afterAll(() => {
  bench.hurrying.stop();
  return stop(bench.world);
}, 20_000);

const adopt = { datastore };

test('UpdateDns without ReadSwitch: promoted and published, the record left for later', async () => {
  expect(await runWithout(bench, { role: 'UpdateDns', sid: 'ReadSwitch' })).toBe('degraded');
  expect(published(bench.world, west)).toMatchObject({ primaryRegion: west });
}, 30_000);

test('PublishParameters without ReadSwitch: promoted, and it fails', async () => {
  await goBackEast();
  await loseEast(bench.world);
  expect(await runWithout(bench, { role: 'PublishParameters', sid: 'ReadSwitch' })).toBe('FAILED');
  expect(published(bench.world, west)).toMatchObject({ primaryRegion: east });
  bench.world.heal(east);
}, 60_000);

test('with every permission, the new primary is published by hand', async () => {
  expect(cameTo(await run(bench.world, west, adopt))).toBe('adopted');
}, 20_000);

const rows = Object.entries(taken.noPublication).flatMap(([role, sids]) =>
  sids.map((sid: string) => ({ role, sid, came: expectedOf(role) })),
);

test.each(rows)(
  '$role without $sid: $came',
  async ({ role, sid, came }) => {
    expect(await runWithout(bench, { role, sid, input: adopt })).toBe(came);
    await leaveClaim(bench.world);
  },
  20_000,
);

function expectedOf(role: string): string {
  // The record is repeated; an outcome reaches people or machines, and says who was not told.
  return role === 'UpdateDns' || role === 'CloseIncident' ? 'degraded' : 'FAILED';
}

const goBackEast = async (): Promise<void> => {
  const { world } = bench;
  world.heal(east);
  await settle(world);
  await promoteByHand(world, east, 'sessions-use1');
  expect(cameTo(await run(world, east, adopt))).toBe('adopted');
  // The cooldown.
  world.advance(3_700_000);
  await settle(world);
};
