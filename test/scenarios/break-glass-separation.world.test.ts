import { afterAll, beforeAll, expect } from '@jest/globals';
import { freshAssembly, type World } from '../../sandbox/world.ts';
import { eventually } from '../support/eventually.ts';
import { datastore, east, look, published, reconcile, run, settledWorld, stop, watch, west } from '../support/world.ts';
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
const members = (group: string) => world.elasticache.truth(group)?.members.map(({ id, role }) => `${id} ${role}`);

withTools('a promotion that sticks, without us: the commands of the page separate, write and publish', async () => {
  const seen = watch(world);
  await world.orchestrator.remove();
  world.blackout(east);
  world.network.setRoute53('up');
  Object.assign(world.elasticache.behaviour, {
    failoverWhilePrimaryDark: 'sticks',
    disassociateWhileModifying: 'allowed',
  });

  expect(await shell.paste([1, 2, 3].flatMap(blocksOf))).toMatch(/SECONDARY$/m);
  const [separate = '', lookAtIt = '', sayIt = '', ...others] = blocksOf('Last resort: separate');
  await shell.paste([separate]);
  await eventually(async () => expect(await shell.paste([lookAtIt])).toBe('None\n'));
  expect(others).toEqual([]);
  expect(await shell.paste([sayIt, ...[4, 5, 6].flatMap(blocksOf)])).toMatch(/^OK$/m);

  expect(members('ldgnf-sessions')).toEqual(['sessions-use1 PRIMARY']);
  expect(seen.promotions()).toEqual([west]);
  const ours = published(world, west);
  expect(ours).toMatchObject({ epoch: { counter: 2, region: west }, byHand: true, separated: true });
  expect(record()).toMatchObject([{ data: ours?.primary }]);
});

withTools(
  'put back: Reconcile takes it over as separated, sends the old Region’s clients there, and leads nobody back',
  async () => {
    await world.orchestrator.putBack();
    await shell.paste(blocksOf(7));
    expect(await reconcile(world, west)).toBe('adopt');
    const ours = published(world, west);
    expect(ours).toMatchObject({ epoch: { counter: 3, region: west }, primaryRegion: west, separated: true });
    expect(ours).not.toHaveProperty('byHand');

    world.heal(east);
    world.advance(120_000);
    expect(await reconcile(world, east)).toBe('copy');
    const seen = watch(world);
    for (const _ of ['a minute', 'and another']) {
      await look(world, [east, west]);
      for (const region of [east, west]) expect(await reconcile(world, region)).toBe('Separated');
      world.advance(60_000);
    }
    expect(seen.changes().filter((change) => !change.startsWith('route53:'))).toEqual([]);
    expect(seen.started()).toEqual([]);
    expect(await run(world, east, { datastore })).toMatchObject({ output: expect.stringContaining('"held"') });
    expect([published(world, east), published(world, west)]).toEqual([ours, ours]);
    expect(record()).toMatchObject([{ data: ours?.primary }]);
  },
);

withTools(
  'rebuilt: the command of the page makes the separated cluster the primary of a new Global Datastore',
  async () => {
    const said = JSON.parse(await shell.paste(blocksOf('Rebuild after a separation')));
    const { GlobalReplicationGroupId: id } = said.GlobalReplicationGroup;
    expect(id).toMatch(/^(?!ldgnf)\w+-sessions2$/);
    expect(members(id)).toEqual(['sessions-usw2 PRIMARY']);
    expect(published(world, west)?.separated).toBe(true);
  },
);
