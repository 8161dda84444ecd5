import { afterEach, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import {
  automatic,
  loseEast,
  published,
  reconcile,
  roleOf,
  run,
  settledWorld,
  stop,
  watch,
  west,
} from '../support/world.ts';

let world: World;
afterEach(() => stop(world), 20_000);

const lost = async (): Promise<World> => {
  world = await settledWorld();
  await loseEast(world);
  return world;
};

/** Lets more time pass than the policy gives a promotion, once the run waits for one. */
const waitTooLong = (): void => {
  const stopFollowing = world.history.follow(({ kind, name, detail }) => {
    if (kind !== 'state' || name !== 'WaitForPromotion' || detail?.at !== 'entered') return;
    stopFollowing();
    world.advance(301_000);
  });
};

const failover = 'FailoverGlobalReplicationGroup';

test('the promotion is refused: called once, people are told, and nothing is published', async () => {
  await lost();
  Object.assign(world.elasticache.behaviour, { failoverWhilePrimaryDark: 'refused' });
  const seen = watch(world);
  expect(await run(world, west, automatic)).toMatchObject({ status: 'FAILED', error: 'PromotionRefused' });
  expect([seen.promotionCalls().length, seen.promotions()]).toEqual([1, []]);
  expect(seen.pages().at(-1)?.message).toContain('disassociate-global-replication-group');
  expect(published(world, west)?.epoch.counter).toBe(1);
}, 30_000);

test('accepted, then nothing happens: called once, and once no effect can be hoped for people are told', async () => {
  await lost();
  Object.assign(world.elasticache.behaviour, { promotion: 'does-nothing' });
  const seen = watch(world);
  waitTooLong();
  expect(await run(world, west, automatic)).toMatchObject({ status: 'FAILED', error: 'PromotionRefused' });
  expect([seen.promotionCalls().length, seen.promotions()]).toEqual([1, [west]]);
  expect(seen.subjects().at(-1)).toMatch(/^HELP: .* failed: PromotionRefused$/);
  expect(published(world, west)?.epoch.counter).toBe(1);
}, 30_000);

test('modifying until the Region returns: called once, people are told, and Reconcile finishes it then', async () => {
  await lost();
  Object.assign(world.elasticache.behaviour, { failoverWhilePrimaryDark: 'sticks' });
  const seen = watch(world);
  waitTooLong();
  expect(await run(world, west, automatic)).toMatchObject({ status: 'FAILED', error: 'PromotionTimedOut' });
  expect(seen.pages().at(-1)?.message).toContain('modifying');
  world.heal('us-east-1');
  world.advance(120_000);
  await reconcile(world, west);
  expect([seen.promotionCalls().length, seen.promotions()]).toEqual([1, [west]]);
  expect(published(world, west)).toMatchObject({ epoch: { counter: 2, region: west }, primaryRegion: west });
}, 30_000);

test('promoted, but modifying for ever: writes pass, so it is published, as degraded', async () => {
  await lost();
  Object.assign(world.elasticache.behaviour, { promotion: 'stays-modifying' });
  const seen = watch(world);
  const { status, output = '' } = await run(world, west, automatic);
  expect([status, JSON.parse(output).degraded]).toEqual([
    'SUCCEEDED',
    expect.arrayContaining(['the group is still modifying']),
  ]);
  expect(seen.promotions()).toEqual([west]);
  expect(published(world, west)?.primaryRegion).toBe(west);
}, 30_000);

test.each(['reset', '500-after'] as const)(
  'the answer is lost after the effect (%s): never sent again',
  async (kind) => {
    await lost();
    world.faults.add({ service: 'elasticache', operation: failover }, { kind });
    const seen = watch(world);
    expect(await run(world, west, automatic)).toMatchObject({ status: 'SUCCEEDED' });
    expect([seen.promotionCalls().length, seen.promotions()]).toEqual([1, [west]]);
    expect(published(world, west)).toMatchObject({ epoch: { counter: 2, region: west }, primaryRegion: west });
  },
  30_000,
);

test.each(['throttle', '500-before'] as const)(
  'no effect, and the answer says nothing (%s): not sent again',
  async (kind) => {
    await lost();
    world.faults.add({ service: 'elasticache', operation: failover }, { kind });
    const seen = watch(world);
    waitTooLong();
    expect(await run(world, west, automatic)).toMatchObject({ status: 'FAILED', error: 'PromotionRefused' });
    expect([seen.promotionCalls().length, seen.promotions()]).toEqual([1, []]);
    expect(seen.subjects().at(-1)).toMatch(/^HELP: /);
  },
  30_000,
);

test('the function dies during the call: what became of it is read, not sent again', async () => {
  await lost();
  world.faults.add({ service: 'elasticache', operation: failover }, { kind: 'timeout-after' });
  const name = world.lambda
    .list(west)
    .find(({ roleArn }) => roleArn.endsWith(roleOf(world, west, 'PromoteRegion')))?.name;
  const stopFollowing = world.history.follow((entry) => {
    if (entry.name !== 'elasticache:promotion-accepted') return;
    stopFollowing();
    world.lambda.kill(name ?? '', west);
  });
  const seen = watch(world);
  expect(await run(world, west, automatic)).toMatchObject({ status: 'SUCCEEDED' });
  expect(seen.promotions()).toEqual([west]);
  expect(published(world, west)).toMatchObject({ epoch: { counter: 2, region: west }, primaryRegion: west });
}, 30_000);
