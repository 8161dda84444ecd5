import { CloudWatchClient, GetMetricStatisticsCommand, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import {
  automatic,
  east,
  journal,
  look,
  loseEast,
  published,
  reconcile,
  run,
  settle,
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

const force = async (...alarms: string[]): Promise<void> => {
  for (const AlarmName of alarms)
    await world
      .client(CloudWatchClient, west)
      .send(new SetAlarmStateCommand({ AlarmName, StateValue: 'ALARM', StateReason: 'a test of the alarm' }));
  await world.drained();
};

const ignored = async (reason: string): Promise<number> => {
  const { Datapoints = [] } = await world.client(CloudWatchClient, west).send(
    new GetMetricStatisticsCommand({
      Namespace: 'GlobalDatastoreFailover',
      MetricName: 'AlarmIgnored',
      Dimensions: [
        { Name: 'Datastore', Value: 'sessions' },
        { Name: 'Reason', Value: reason },
      ],
      StartTime: new Date(world.clock.now() - 3_600_000),
      EndTime: new Date(world.clock.now() + 60_000),
      Period: 3600,
      Statistics: ['Sum'],
    }),
  );
  return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
};

const lookForHalfAMinute = async (regions: readonly string[]): Promise<void> => {
  for (let looks = 0; looks < 4; looks++) {
    world.advance(10_000);
    await look(world, regions);
  }
  world.advance(10_000);
  world.evaluateAlarms(west);
  await world.drained();
};

test('only the link between the two Regions is cut: nothing is promoted, people are told', async () => {
  const seen = watch(world);
  world.cut(east, west);
  await lookForHalfAMinute([east, west]);

  const [arn = ''] = seen.started();
  const { status, output = '' } = await world.execution(arn);
  expect([status, JSON.parse(output)]).toMatchObject(['SUCCEEDED', { outcome: 'held' }]);
  const page = seen.pages().find(({ subject }) => subject === `HELD, nothing changed: sessions in ${west}`);
  expect(page?.message).toContain('TooFewConfirmations: 1 of 2 confirmations');
  expect(page?.message).toContain(`"override":["TooFewConfirmations"]`);
  expect(seen.promotionCalls()).toEqual([]);
}, 30_000);

test('the link restored: nothing is left behind', async () => {
  const seen = watch(world);
  world.mend(east, west);
  await lookForHalfAMinute([east, west]);

  expect(await journal(world, west, 'incident')).not.toHaveProperty('claim');
  expect(await journal(world, west, 'probe')).not.toHaveProperty('badSince');
  expect([await reconcile(world, west), await reconcile(world, east)]).toEqual(['settled', 'settled']);
  expect([seen.changes(), seen.started()]).toEqual([[], []]);
}, 30_000);

test('the heartbeat writer is dead and clients are fine: nothing is promoted, also when asked to', async () => {
  const seen = watch(world);
  await lookForHalfAMinute([west]);
  const { output = '' } = await run(world, west, automatic);
  expect(JSON.parse(output)).toMatchObject({ outcome: 'held' });
  expect([seen.promotionCalls(), published(world, west)?.epoch.counter]).toEqual([[], 1]);
}, 30_000);

test('the primary Region’s API is black and data arrives: nothing is promoted', async () => {
  await settle(world);
  const seen = watch(world);
  const heal = world.faults.add({ region: east }, { kind: 'timeout-before' });
  await lookForHalfAMinute([west]);
  const { output = '' } = await run(world, west, automatic);
  heal();
  expect(JSON.parse(output)).toMatchObject({ outcome: 'held' });
  const held = JSON.parse(output).objections.map(({ guard }: { guard: string }) => guard);
  expect(held).toContain('DataStillArriving');
  expect(seen.promotionCalls()).toEqual([]);
}, 30_000);

test('the composite alarm and both its children forced into ALARM: the data behind them is read, and it is ignored', async () => {
  await settle(world);
  const seen = watch(world);
  await force('failover-sessions-data-arriving', 'failover-sessions-primary-reachable');
  expect(seen.logged()).toContainEqual(
    expect.objectContaining({
      message: 'alarm ignored',
      because: 'NotConfirmed',
      detail: 'the newest data says that data arrives',
    }),
  );
  expect([seen.started(), seen.changes()]).toEqual([[], []]);
  world.evaluateAlarms(west);
}, 30_000);

test('the composite alarm forced into ALARM, everything healthy: ignored, and it says why', async () => {
  await settle(world);
  const seen = watch(world);
  await force('failover-sessions-primary-down');
  expect(seen.logged()).toContainEqual(expect.objectContaining({ message: 'alarm ignored', because: 'NotConfirmed' }));
  expect(await ignored('NotConfirmed')).toBeGreaterThan(0);
  expect([seen.started(), seen.changes()]).toEqual([[], []]);
}, 30_000);

test('a real loss while the composite is still in its forced ALARM is acted upon: Reconcile looks for itself', async () => {
  const seen = watch(world);
  await loseEast(world);
  await reconcile(world, west);
  const [arn = '', ...more] = seen.started();
  expect(arn).toMatch(/-r\d+$/);
  expect(more).toEqual([]);
  expect((await world.execution(arn)).status).toBe('SUCCEEDED');
  expect(seen.promotions()).toEqual([west]);
  expect(published(world, west)).toMatchObject({ primaryRegion: west });
}, 30_000);
