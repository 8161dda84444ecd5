import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import {
  datastore,
  east,
  emptyWorld,
  look,
  loseEast,
  published,
  reconcile,
  run,
  settle,
  stop,
  watch,
  west,
  witness,
} from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await emptyWorld();
}, 20_000);
afterAll(() => stop(world), 20_000);

test('first deploy, nothing published: the primary publishes itself, the others copy, nobody is paged', async () => {
  const seen = watch(world);
  expect(await reconcile(world, west)).toBe('settled');
  expect(await reconcile(world, east)).toBe('first');
  await world.drained();
  expect(published(world, east)).toMatchObject({ epoch: { counter: 1, region: east }, primaryRegion: east });
  expect(published(world, east)).not.toHaveProperty('promotedAt');
  expect(published(world, west)).toEqual(published(world, east));
  expect([await reconcile(world, west), await reconcile(world, east)]).toEqual(['settled', 'settled']);
  expect(seen.subjects()).toEqual([]);
}, 20_000);

test.each([
  [
    'an unknown datastore',
    { datastore: 'carts' },
    'UnknownDatastore',
    /no datastore is called "carts"; configured: sessions/,
  ],
  [
    'an unknown field',
    { datastore, when: 'now' },
    'InvalidRequest',
    /Unrecognized key: "when"; known fields: datastore, mode/,
  ],
  ['a wrong type', { datastore, override: 'all' }, 'InvalidRequest', /override: .*array/],
  [
    'a guard that is none',
    { datastore, override: ['Everything'] },
    'InvalidRequest',
    /override\[0\]: .*"RolesUnclear"/,
  ],
  ['no datastore', {}, 'InvalidRequest', /datastore: .*configured datastores: sessions/],
  ['no object', [1], 'InvalidRequest', /the input: .*expected object/],
  ['text', '"sessions"', 'InvalidRequest', /the input: .*expected object/],
])('%s fails the first state, by name, and changes nothing', async (_, input, error, message) => {
  const seen = watch(world);
  const ended = await run(world, west, input);
  expect(ended).toMatchObject({ status: 'FAILED', error });
  expect(JSON.parse(ended.cause ?? '{}').errorMessage).toMatch(message);
  const states = world.history.entries.filter(
    ({ kind, detail }) => kind === 'state' && detail?.execution === ended.name,
  );
  expect([...new Set(states.map(({ name }) => name))]).toEqual(['OpenIncident', 'RefuseRequest']);
  expect([seen.changes(), seen.subjects()]).toEqual([[], []]);
});

test('a dry run returns the plan with values before and after, and changes nothing', async () => {
  await settle(world);
  const seen = watch(world);
  const { status, output = '' } = await run(world, west, { datastore, mode: 'dry-run' });
  const { outcome, plan, objections } = JSON.parse(output);
  expect([status, outcome]).toEqual(['SUCCEEDED', 'planned']);
  expect(plan).toEqual([
    {
      call: `elasticache:FailoverGlobalReplicationGroup ldgnf-sessions in ${west}`,
      before: `primary ${east}`,
      after: `primary ${west} (sessions-usw2)`,
    },
    {
      call: `ssm:PutParameter /failover/sessions/endpoint in ${west}`,
      before: expect.stringContaining('"counter":1'),
      after: expect.stringMatching(/"counter":2.*sessions-usw2/),
    },
    {
      call: 'route53:ChangeResourceRecordSets sessions.example.internal in Z0SESSIONS0EXAMPLE',
      before: expect.stringContaining('sessions-use1'),
      after: expect.stringContaining('sessions-usw2'),
    },
  ]);
  expect(objections.map(({ guard }: { guard: string }) => guard)).toContain('DataStillArriving');
  expect([seen.changes(), seen.promotionCalls()]).toEqual([[], []]);
}, 20_000);

test('by hand in the primary Region: it is published again under a new epoch, and nothing is promoted', async () => {
  const seen = watch(world);
  const { status, output = '' } = await run(world, east, { datastore });
  await world.drained();
  expect([status, JSON.parse(output)]).toMatchObject(['SUCCEEDED', { outcome: 'adopted', degraded: [] }]);
  expect(published(world, east)).toMatchObject({ epoch: { counter: 2, region: east }, primaryRegion: east });
  expect(published(world, west)).toEqual(published(world, east));
  expect(seen.promotionCalls()).toEqual([]);
}, 20_000);

test('by hand during a blackout, with a guard not named: it holds, and its page names the JSON to paste', async () => {
  await settle(world);
  world.blackout(east);
  await look(world, [west]);
  const seen = watch(world);
  const { output = '' } = await run(world, west, { datastore, expectedPrimary: east });
  expect(JSON.parse(output)).toMatchObject({ outcome: 'held', reason: expect.stringContaining('DataStillArriving') });
  const pasted = JSON.parse(/^\{"datastore".*$/m.exec(seen.pages()[0]?.message ?? '')?.[0] ?? '{}');
  expect(pasted).toMatchObject({
    datastore,
    override: expect.arrayContaining(['DataStillArriving']),
    expectedPrimary: east,
  });
  expect(seen.promotionCalls()).toEqual([]);
}, 20_000);

test('by hand, every guard that stood against it waived by name: promoted, once', async () => {
  await loseEast(world, { clientsNotice: false });
  world.faults.add({ service: 'lambda', operation: 'Invoke', region: witness }, { kind: 'throttle' });
  const override = ['TooFewConfirmations', 'NotPersistent'];
  const seen = watch(world);
  expect(JSON.parse((await run(world, west, { datastore })).output ?? '{}').outcome).toBe('held');
  const ended = await run(world, west, { datastore, override, expectedPrimary: east, reason: 'I see it burn' });
  expect(ended.status).toBe('SUCCEEDED');
  expect(seen.promotions()).toEqual([west]);
  expect(published(world, west)).toMatchObject({ epoch: { counter: 3, region: west }, primaryRegion: west });
}, 30_000);
