import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Approval } from '../../functions/contract/approval.ts';
import type { World } from '../../sandbox/world.ts';
import {
  approve,
  automatic,
  clientsFail,
  datastore,
  east,
  look,
  loseEast,
  published,
  reconcile,
  roleOf,
  run,
  settledWorld,
  start,
  stayBad,
  stop,
  turnSwitch,
  watch,
  west,
} from '../support/world.ts';
import { taken } from './permissions.ts';

let world: World;
beforeAll(async () => {
  world = await settledWorld();
}, 30_000);
afterAll(() => stop(world), 20_000);

const losing = ['DataStillArriving', 'TooFewConfirmations', 'NotPersistent'];

test('a waiver that may lose data, without a name: refused by one line, nobody is asked', async () => {
  const seen = watch(world);
  const ended = await run(world, west, { datastore, override: losing });
  expect(ended).toMatchObject({ status: 'FAILED', error: 'InvalidRequest' });
  expect(JSON.parse(ended.cause ?? '{}').errorMessage).toMatch(
    /^requestedBy: no name is given; put your own: waiving DataS/,
  );
  expect(seen.subjects()).toEqual([]);
}, 20_000);

test('a waiver that may lose data, approved by who asked for it: not called, and told', async () => {
  const seen = watch(world);
  const arn = await start(world, west, { datastore, override: losing, requestedBy: 'Ada' });
  await approve(world, seen, { approvedBy: ' ada ' });
  expect(await world.execution(arn)).toMatchObject({ status: 'FAILED', error: 'PromotionNotCalled' });
  expect(seen.pages()[0]?.message).toContain('Somebody else than Ada must approve it');
  expect(seen.pages().at(-1)?.message).toContain('approvedBy: ada started this run; somebody else must approve it');
  expect(seen.promotionCalls()).toEqual([]);
}, 20_000);

test.each<[Partial<Approval>, string]>([
  [{ epoch: 3 }, 'epoch: 3 was approved, 2 was asked'],
  [{ target: east }, `target: ${east} was approved, ${west} was asked`],
  [{ datastore: 'carts' }, 'datastore: carts was approved, sessions was asked'],
])(
  'an answer with %j: not called, and told',
  async (typed, line) => {
    const seen = watch(world);
    const arn = await start(world, west, { datastore, override: losing, requestedBy: 'ada' });
    await approve(world, seen, typed);
    expect(await world.execution(arn)).toMatchObject({ status: 'FAILED', error: 'PromotionNotCalled' });
    expect(seen.pages().at(-1)?.message).toContain(`InvalidRequest: approval: ${line}`);
    expect(seen.promotionCalls()).toEqual([]);
  },
  40_000,
);

test('a switch with an end holds until then and says why; after it, the next minute acts as configured', async () => {
  await loseEast(world);
  const until = new Date(world.clock.now() + 30_000).toISOString();
  await turnSwitch(world, west, JSON.stringify({ automation: 'off', until, by: 'ada', reason: 'maintenance' }));
  const seen = watch(world);
  await run(world, west, automatic);
  expect(seen.pages()[0]?.message).toContain(
    `AutomationOff: the switch is at off (by ada, until ${until}, maintenance)`,
  );
  await reconcile(world, west);
  expect(seen.started()).toHaveLength(1);

  await stayBad(world, west);
  await reconcile(world, west);
  const { output = '{}' } = await world.execution(seen.started()[1] ?? '');
  expect(JSON.parse(output)).toMatchObject({ outcome: 'lossy', epoch: { counter: 2, region: west } });
  expect(seen.pages().at(-1)?.message).toContain('The switch: the switch to off, by ada, until');
  expect(seen.promotions()).toEqual([west]);
}, 30_000);

const acknowledge = (value: object) =>
  world.client(SSMClient, east).send(
    new PutParameterCommand({
      Name: '/failover/sessions/acknowledged',
      Value: JSON.stringify(value),
      Type: 'String',
      Overwrite: true,
    }),
  );

test('the other Region is lost next: it cools down, until people acknowledge that very promotion and no other', async () => {
  const promotedAt = published(world, west)?.promotedAt;
  world.heal(east);
  await reconcile(world, east);
  for (const _ of ['copied', 'seen']) {
    await look(world, [west, east]);
    world.advance(10_000);
  }
  world.blackout(west);
  for (const ms of [5_000, 25_000]) {
    await look(world, [east]);
    world.advance(ms);
  }
  await clientsFail(world);
  const seen = watch(world);
  await acknowledge({ epoch: 3, region: west, promotedAt, by: 'ada' });
  const { output: held = '{}' } = await run(world, east, automatic);
  expect(JSON.parse(held).reason).toMatch(
    /^CoolingDown: .*the acknowledgement names epoch 3 us-west-2, and 2 us-west-2 is published$/,
  );
  expect(seen.promotionCalls()).toEqual([]);

  await acknowledge({ epoch: 2, region: west, promotedAt, by: 'ada' });
}, 40_000);

test.each(Object.keys(taken.coolingDown))(
  '%s that may not read the acknowledgement promotes nothing',
  async (role) => {
    await stayBad(world, east);
    const seen = watch(world);
    const { restore } = world.removeStatement(
      roleOf(world, east, role),
      ({ sid }) => sid === taken.coolingDown[role as keyof typeof taken.coolingDown][0],
    );
    const { output = '{}' } = await run(world, east, automatic);
    restore();
    expect(JSON.parse(output).reason).toMatch(/CoolingDown: .*the acknowledgement cannot be read: /);
    expect(seen.promotionCalls()).toEqual([]);
  },
  20_000,
);

test('acknowledged and readable: the other Region takes over within the cooldown', async () => {
  await stayBad(world, east);
  const { output = '{}' } = await run(world, east, automatic);
  expect(JSON.parse(output)).toMatchObject({ outcome: 'lossy', epoch: { region: east } });
}, 60_000);
