import {
  type ChangeBatch,
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import {
  approvalToken,
  approve,
  automatic,
  datastore,
  east,
  look,
  loseEast,
  promoteByHand,
  published,
  reconcile,
  roleOf,
  settle,
  settledWorld,
  start,
  stop,
  turnSwitch,
  watch,
  west,
} from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await settledWorld();
}, 20_000);
afterAll(() => stop(world), 20_000);

const HostedZoneId = 'Z0SESSIONS0EXAMPLE';
const route53 = () => world.client(Route53Client, east);

const record = async (): Promise<string[]> => {
  const { ResourceRecordSets = [] } = await route53().send(new ListResourceRecordSetsCommand({ HostedZoneId }));
  const found = ResourceRecordSets.find(({ Name, Type }) => Name === 'sessions.example.internal.' && Type === 'CNAME');
  return (found?.ResourceRecords ?? []).map(({ Value }) => String(Value));
};

const editRecord = async (value: string): Promise<void> => {
  const ResourceRecordSet: ResourceRecordSet = {
    Name: 'sessions.example.internal',
    Type: 'CNAME',
    TTL: 60,
    ResourceRecords: [{ Value: value }],
  };
  const ChangeBatch: ChangeBatch = { Changes: [{ Action: 'UPSERT', ResourceRecordSet }] };
  await route53().send(new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch }));
};

const healthyMinute = async (): Promise<string[]> => {
  await world.drained();
  const results = [await reconcile(world, east), await reconcile(world, west)];
  await world.drained();
  await look(world, [east, west]);
  world.advance(60_000);
  return results;
};

test('promoted by hand: the new primary adopts itself under a new epoch, the other Region copies it', async () => {
  const seen = watch(world);
  await promoteByHand(world, west, 'sessions-usw2');
  expect(await reconcile(world, west)).toBe('adopt');
  await world.drained();
  expect(published(world, west)).toMatchObject({ epoch: { counter: 2, region: west }, primaryRegion: west });
  expect(published(world, east)).toEqual(published(world, west));
  expect(await record()).toEqual([published(world, west)?.primary]);
  expect(await healthyMinute()).toEqual(['settled', 'settled']);
  expect(seen.subjects()).toEqual([]);
}, 20_000);

test('the record was edited by a human meanwhile: it is left alone, the parameter moves, people are told', async () => {
  await editRecord('a-proxy.example.com');
  await promoteByHand(world, east, 'sessions-use1');
  const seen = watch(world);
  expect(await reconcile(world, east)).toBe('RecordNotChanged');
  await world.drained();
  expect(published(world, east)).toMatchObject({ epoch: { counter: 3, region: east }, primaryRegion: east });
  expect(await record()).toEqual(['a-proxy.example.com']);
  const [{ subject, message } = { subject: '', message: '' }, ...more] = seen.pages();
  expect([subject, more]).toEqual([`DIFFERENCE: sessions in ${east}: RecordNotChanged`, []]);
  expect(message).toContain('a-proxy.example.com');
  expect(seen.changes().filter((change) => change.startsWith('route53:'))).toEqual([]);
}, 20_000);

test('the human put the record back: it follows, and nobody is paged again', async () => {
  await editRecord(published(world, east)?.reader?.replace('-ro', '') ?? '');
  const seen = watch(world);
  await healthyMinute();
  expect(await record()).toEqual([published(world, east)?.primary]);
  expect(await healthyMinute()).toEqual(['settled', 'settled']);
  expect(seen.subjects()).toEqual([]);
}, 20_000);

test('promoted by hand elsewhere while our run is about to publish: it publishes nothing and never promotes back', async () => {
  await settle(world);
  const seen = watch(world);
  const role = roleOf(world, west, 'PublishParameters');
  const heal = world.faults.add({ service: 'ssm', operation: 'GetParameter', role }, { kind: 'slow', ms: 800 });
  const stopFollowing = world.history.follow(({ kind, name, detail }) => {
    if (kind !== 'state' || name !== 'PublishParameters' || detail?.at !== 'entered') return;
    stopFollowing();
    void promoteByHand(world, east, 'sessions-use1');
  });
  const override = ['DataStillArriving', 'TooFewConfirmations', 'NotPersistent'];
  const arn = await start(world, west, { datastore, override, requestedBy: 'ada' });
  await approve(world, seen);
  const ended = await world.execution(arn);
  heal();

  expect(ended).toMatchObject({ status: 'FAILED', error: 'PublicationFailed' });
  // It may have been a late view: it was read again for a while before people were told.
  expect(seen.pages().at(-1)?.message).toContain(`${west} sees ${east} as PRIMARY at this moment`);
  expect([seen.promotionCalls().length, seen.promotions()]).toEqual([2, [west, east]]);
  expect(published(world, west)).toMatchObject({ epoch: { counter: 3, region: east }, primaryRegion: east });
  await healthyMinute();
  expect([published(world, west)?.primaryRegion, await record()]).toEqual([east, [published(world, east)?.primary]]);
}, 30_000);

test('promoted by hand while our run waits for its answer: it calls nothing, and Reconcile adopts what was done', async () => {
  world.advance(3_600_000);
  await settle(world);
  await turnSwitch(world, west, 'approve');
  await loseEast(world);
  const seen = watch(world);
  const arn = await start(world, west, automatic);
  await approvalToken(seen);
  await promoteByHand(world, west, 'sessions-usw2');
  await approve(world, seen);

  const { status, output = '{}' } = await world.execution(arn);
  expect([status, JSON.parse(output).outcome]).toEqual(['SUCCEEDED', 'held']);
  expect(seen.pages().at(-1)?.message).toContain('is the primary already; Reconcile publishes it');
  expect(seen.promotionCalls()).toHaveLength(1);
  await reconcile(world, west);
  expect(published(world, west)).toMatchObject({ primaryRegion: west, epoch: { region: west } });
}, 30_000);
