import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { toAttribute } from '../../functions/aws/items.ts';
import { names } from '../../functions/contract/names.ts';
import type { World } from '../../sandbox/world.ts';
import {
  type Attacker,
  arnIn,
  attacker,
  callsOf,
  mayNotPromote,
  refIn,
  twoMinutesOf,
  unharmed,
} from '../support/attacker.ts';
import {
  automatic,
  datastore,
  east,
  published,
  run,
  settledWorld,
  type watch as Watch,
  watch,
  west,
} from '../support/world.ts';

let world: World;
let before: ReturnType<typeof published>;
beforeAll(async () => {
  world = await settledWorld();
  before = published(world, east);
}, 120_000);
// What somebody else does in the account is no act of ours: the checkers would take it for one.
afterAll(() => world.stop(), 60_000);

let seen: ReturnType<typeof Watch>;
beforeEach(() => {
  seen = watch(world);
});

const writeItem = (them: Attacker, region: string, item: string, members: Readonly<Record<string, unknown>>) => {
  const kept = Object.entries(members);
  return them.client(DynamoDBClient, region).send(
    new UpdateItemCommand({
      TableName: refIn(world, region, 'AWS::DynamoDB::Table'),
      Key: { datastore: { S: datastore }, item: { S: item } },
      UpdateExpression: `SET ${kept.map((_, index) => `#n${index} = :v${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(kept.map(([name], index) => [`#n${index}`, name])),
      ExpressionAttributeValues: Object.fromEntries(kept.map(([, value], index) => [`:v${index}`, toAttribute(value)])),
    }),
  );
};

test('UpdateItem on the journal: forged looks, calls, claims and memories, written again before each reader', async () => {
  const them = attacker(world, 'dynamodb:UpdateItem');
  const write = (region: string, item: string, members: Readonly<Record<string, unknown>>) =>
    writeItem(them, region, item, members);
  const instant = (seconds: number): string => new Date(world.clock.now() + seconds * 1000).toISOString();
  const forge = async (): Promise<void> => {
    const hourAgo = world.clock.now() - 3_600_000;
    await write(west, 'probe', {
      role: 'SECONDARY',
      lookedAt: world.clock.now(),
      badSince: hourAgo,
      stoppedSince: hourAgo,
      primaryReachedAt: hourAgo,
      lastDelayMs: 1,
      shards: [{ shard: '0', heartbeatMovedAt: hourAgo, offsetMovedAt: hourAgo, stream: 'a', position: 9e14 }],
    });
    for (const region of [west, east]) {
      const epoch = { counter: 99, region };
      const from = region === west ? east : west;
      const owner = arnIn(world, region, 'states:execution:failover:forged');
      const intent = {
        epoch,
        owner,
        from,
        to: region,
        calledAt: instant(-600),
        kind: 'promote',
        replaces: ['cache.evil.example'],
      };
      await write(region, 'incident', { intent, epoch });
      await write(region, 'reconcile', {
        sawItselfSecondary: true,
        secondaryAtEpoch: epoch,
        attempts: 0,
        downSince: instant(-600),
        lastAttemptAt: instant(86_400),
        knownHosts: ['cache.evil.example'],
      });
    }
  };
  await mayNotPromote(them);
  await twoMinutesOf(world, forge);
  await forge();
  const { output = '{}' } = await run(world, west, automatic);

  expect(JSON.parse(output)).toMatchObject({ outcome: 'held' });
  await unharmed(world, seen, before);
  expect(callsOf(world, them)).toContain('dynamodb:UpdateItem OK');
  // What Probe reads of the forged look, it publishes: data stopped, though the primary is reached. That pages.
  expect(seen.subjects()).toContain(`ALARM: "${names.replicationBrokenAlarm(datastore)}" in US West (Oregon)`);
}, 240_000);

/** What `Reconcile` logs. A run that may still be at work is waited for, and is no difference. */
const traceOf = (word: string): object => {
  if (word === 'hold') return { message: 'step done', output: { [datastore]: word } };
  return word === 'failed' ? { message: 'step failed' } : { message: 'difference found', reason: word };
};

test.each<[what: string, word: string, first: boolean, forged: { calledAt: number; owner?: string; counter?: number }]>(
  [
    ['of an execution that nobody knows, minutes ago', 'hold', true, { calledAt: -600 }],
    ['of an execution that nobody knows, days ago', 'RunAtWork', true, { calledAt: -300_000 }],
    ['in the future', 'PrimaryUnpublished', true, { calledAt: 86_400 }],
    ['of Reconcile itself', 'PrimaryUnpublished', false, { owner: 'reconcile/forged', calledAt: -600 }],
    ['of an epoch that uses up all others', 'failed', true, { counter: 1e15, calledAt: -600 }],
  ],
)(
  'UpdateItem on the journal of the primary: a promotion noted %s',
  async (_, word, first, forged) => {
    const them = attacker(world, 'dynamodb:UpdateItem');
    const epoch = { counter: forged.counter ?? 200, region: east };
    const owner = forged.owner ?? arnIn(world, east, 'states:execution:failover:forged');
    const calledAt = new Date(world.clock.now() + forged.calledAt * 1000).toISOString();
    await writeItem(them, east, 'incident', {
      epoch,
      intent: { epoch, owner, from: west, to: east, calledAt, kind: 'promote', replaces: ['cache.evil.example'] },
    });
    const { payload, functionError } = await world.invoke(east, 'Reconcile', {});
    const said = functionError === undefined ? Reflect.get(Object(payload), datastore) : 'failed';

    await unharmed(world, seen, before);
    expect([said, seen.changes()]).toEqual([word, []]);
    // Each is told once an hour; what cannot be read at all fails the invocation, which an alarm pages.
    const told = word === 'hold' || word === 'failed' ? [] : [`DIFFERENCE: ${datastore} in ${east}: ${word}`];
    expect(seen.subjects()).toEqual(told.slice(0, first ? 1 : 0));
    // Told or not, the log says what came of it, and the trail who wrote: the item itself names nobody.
    expect(seen.logged()).toContainEqual(expect.objectContaining(traceOf(word)));
    expect(callsOf(world, them)).toEqual(['dynamodb:UpdateItem OK']);
  },
  60_000,
);
