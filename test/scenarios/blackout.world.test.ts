import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import {
  alarmEvent,
  east,
  look,
  loseEastUntilAlarm,
  published,
  reconcile,
  settledWorld,
  stop,
  watch,
  west,
} from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await settledWorld();
}, 20_000);
afterAll(() => stop(world), 20_000);

/** The very alarm that started an execution, ten times more. */
const deliverTenTimes = async (arn: string): Promise<void> => {
  const [, ...parts] = /-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z$/.exec(arn) ?? [];
  const [year, month, day, hour, minute, second, ms] = parts;
  const since = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`);
  const copies = Array.from({ length: 10 }, () => world.invoke(west, 'ReceiveAlarm', alarmEvent(world, since)));
  expect((await Promise.all(copies)).filter(({ functionError }) => functionError)).toEqual([]);
};

test('a Region lost for good: alarm (and copies of it), run, promoted once, published here, verified; the record stays behind', async () => {
  const seen = watch(world);
  await loseEastUntilAlarm(world);

  const [arn = ''] = seen.started();
  await deliverTenTimes(arn);
  const { status, output = '' } = await world.execution(arn);
  expect([status, JSON.parse(output)]).toMatchObject([
    'SUCCEEDED',
    { outcome: 'lossy', epoch: { counter: 2, region: west }, degraded: [expect.stringContaining('DNS record')] },
  ]);
  await deliverTenTimes(arn);
  expect([seen.started(), seen.promotions()]).toEqual([[arn], [west]]);
  expect(published(world, west)).toMatchObject({ epoch: { counter: 2, region: west }, primaryRegion: west });
  expect(seen.subjects()).toContain(`DEGRADED: FAILED OVER: sessions in ${west}`);
  expect(seen.changes()).not.toContain(`route53:ChangeResourceRecordSets ${east}`);
}, 30_000);

test('while it stays dark, the new primary only asks again for the record', async () => {
  const seen = watch(world);
  world.advance(60_000);
  await look(world, [west]);
  await reconcile(world, west);
  expect([seen.changes(), seen.started()]).toEqual([[], []]);
}, 20_000);

test('Route 53 answers again before the Region does: the record follows by Reconcile', async () => {
  const seen = watch(world);
  world.network.setRoute53('up');
  await reconcile(world, west);
  expect(seen.changes()).toContain(`route53:ChangeResourceRecordSets ${east}`);
}, 20_000);

test('the Region comes back: its parameter follows, it never publishes itself, endpoints stay', async () => {
  const seen = watch(world);
  world.heal(east);
  for (let turn = 0; turn < 3; turn++) {
    await reconcile(world, east);
    await reconcile(world, west);
    await look(world, [east, west]);
    world.advance(60_000);
  }
  expect(published(world, east)).toEqual(published(world, west));
  expect(published(world, east)).toMatchObject({ epoch: { counter: 2, region: west }, primaryRegion: west });
  expect(seen.changes().filter((change) => !change.startsWith('elasticache:demoted'))).toEqual([
    `ssm:PutParameter ${east}`,
  ]);
  expect([seen.promotions(), seen.started()]).toEqual([[], []]);
}, 30_000);
