import { afterAll, beforeAll, expect } from '@jest/globals';
import { freshAssembly, type World } from '../../sandbox/world.ts';
import { east, look, published, reconcile, settledWorld, stop, watch, west } from '../support/world.ts';
import { blocksOf, type Shell, shellAt, withTools } from './break-glass-page.ts';

let world: World;
let shell: Shell;
beforeAll(async () => {
  const { directory: assembly } = await freshAssembly();
  world = await settledWorld({ assembly });
  shell = shellAt(world);
}, 120_000);
afterAll(async () => {
  shell.close();
  await stop(world);
}, 20_000);

const record = (): unknown => world.dns.resolver.resolve('sessions.example.internal', 'CNAME').answers;

withTools('without us: the commands of the page promote, write, publish and move the record', async () => {
  const seen = watch(world);
  await world.orchestrator.remove();
  world.blackout(east);
  world.network.setRoute53('up');
  expect(world.lambda.list(west)).toEqual([]);

  expect(await shell.paste([1, 2, 3, 4, 5, 6].flatMap(blocksOf))).toMatch(/PRIMARY[\s\S]*OK/);
  expect(seen.promotions()).toEqual([west]);
  expect(published(world, west)).toMatchObject({ epoch: { counter: 2, region: west }, byHand: true });
  expect(record()).toMatchObject([{ data: published(world, west)?.primary }]);
});

withTools(
  'put back: Reconcile takes the result over under an epoch of its own, here and in the Region that returns',
  async () => {
    await world.orchestrator.putBack();
    await shell.paste(blocksOf(7));
    expect(await reconcile(world, west)).toBe('adopt');
    const ours = published(world, west);
    // The dark Region, whose own parameter cannot be read, may have taken the same counter: ours is above it by name.
    expect(ours).toMatchObject({ epoch: { counter: 3, region: west }, primaryRegion: west });
    expect(ours).not.toHaveProperty('byHand');
    expect(record()).toMatchObject([{ data: ours?.primary }]);

    const seen = watch(world);
    world.heal(east);
    world.advance(60_000);
    for (const region of [east, west, east]) await reconcile(world, region);
    await look(world, [west, east]);
    expect(published(world, east)).toEqual(ours);
    expect([seen.promotions(), seen.started(), await reconcile(world, west)]).toEqual([[], [], 'settled']);
  },
);
