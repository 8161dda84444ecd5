import { afterEach, expect, test } from '@jest/globals';
import config from '../../failover.config.ts';
import { judge } from '../../sandbox/drill/checks.ts';
import { type Clients, startClients } from '../../sandbox/drill/clients/start-clients.ts';
import { milestonesOf } from '../../sandbox/drill/milestones.ts';
import { observe, oldPrimaryLink } from '../../sandbox/drill/observe.ts';
import { sceneOf } from '../../sandbox/drill/scene.ts';
import type { World } from '../../sandbox/world.ts';
import { eventually } from '../support/eventually.ts';
import { loseEastUntilAlarm, reconcile, settledWorld, stop, west } from '../support/world.ts';

/** The drill's parts in a world whose time is set forward: what a drill takes two minutes for. */
const scene = sceneOf(config);
let world: World;
let clients: Clients;

afterEach(async () => {
  await clients.stop();
  await stop(world);
});

test('clients follow what was published, and the drill sees that everything held', async () => {
  world = await settledWorld();
  clients = startClients(world, scene, () => 0.5);
  await eventually(() => clients.all.every(({ acknowledged }) => acknowledged.length > 20));

  world.network.setRoute53('up');
  await loseEastUntilAlarm(world);
  const milestones = () => milestonesOf(world.history.entries, scene);
  await eventually(() => milestones().closed !== undefined, { withinMs: 30_000 });
  await eventually(() => clients.all.every(({ acknowledged }) => acknowledged[0]?.host !== acknowledged.at(-1)?.host), {
    withinMs: 15_000,
  });

  world.heal(scene.home);
  await reconcile(world, scene.home);
  await eventually(async () => milestones().demoted !== undefined && (await oldPrimaryLink(world, scene)) === 'up');
  await world.drained();
  const clientsStoppedAt = world.clock.now();
  await clients.stop();
  const observation = await observe(world, scene, { clients: clients.all, clientsStoppedAt });

  // The servers' clocks were not set forward with the world's, so times to live cannot be compared to the second here.
  const verdicts = judge(observation).filter(({ check }) => check !== 'times-to-live-survive');
  expect(verdicts.filter(({ held }) => !held)).toEqual([]);
  expect(observation.published[scene.home]?.primaryRegion).toBe(west);
  for (const { timeToLiveMs } of observation.stored.values()) {
    expect(timeToLiveMs).toBeGreaterThan(0);
    expect(timeToLiveMs).toBeLessThanOrEqual(observation.timeToLiveMs);
  }
}, 90_000);
