import { beforeEach, expect, test } from '@jest/globals';
import { journal } from '../../../functions/aws/journal.ts';
import type { Claim, Intent } from '../../../functions/contract/journal.ts';
import type { Journal } from '../../../functions/ports.ts';
import { createDynamodb, type Dynamodb } from '../../../sandbox/aws/services/dynamodb.ts';
import { realClock } from '../../../sandbox/clock.ts';
import { History } from '../../../sandbox/history.ts';
import { account, frontWorld, regions } from './front-world.ts';

let dynamodb: Dynamodb;
let kept: Journal;

/** The journal of us-west-2 over a fresh table. A fault hits the given attempts at one operation. */
const journalWith = (faults?: Parameters<typeof frontWorld>[1]) => journal(frontWorld([dynamodb], faults).world);

beforeEach(async () => {
  dynamodb = createDynamodb({ clock: realClock, history: new History(realClock), account, regions });
  await dynamodb.ensureTable('us-west-2', {
    TableName: 'journal',
    KeySchema: [
      { AttributeName: 'datastore', KeyType: 'HASH' },
      { AttributeName: 'item', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'datastore', AttributeType: 'S' },
      { AttributeName: 'item', AttributeType: 'S' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  });
  kept = journalWith();
});

const at = (second: number) => `2026-11-23T12:00:${String(second).padStart(2, '0')}.000Z`;
const claim = (owner: string, more: Partial<Claim> = {}): Claim => ({ owner, since: at(0), yielding: false, ...more });
const intent = (owner: string, more: Partial<Intent> = {}): Intent => ({
  epoch: { counter: 2, region: 'us-west-2' },
  owner,
  from: 'us-east-1',
  to: 'us-west-2',
  calledAt: at(5),
  kind: 'promote',
  replaces: [],
  ...more,
});
const take = (owner: string, from?: Claim) => kept.claim('sessions', { claim: claim(owner), from });

test('an empty journal has an incident without a claim, and no memories', async () => {
  expect(await kept.readIncident('sessions')).toEqual({ datastore: 'sessions' });
  expect(await kept.readProbe('sessions')).toBeUndefined();
  expect(await kept.readReconcile('sessions')).toBeUndefined();
});

test('of many who claim at once exactly one wins', async () => {
  const owners = Array.from({ length: 8 }, (_, index) => `run-${index}`);

  const won = await Promise.all(owners.map((owner) => take(owner)));

  expect(won.filter(Boolean)).toHaveLength(1);
  expect((await kept.readIncident('sessions')).claim?.owner).toBe(owners[won.indexOf(true)]);
});

test('of many who take the same claim over exactly one wins', async () => {
  await take('old');
  const owners = ['a', 'b', 'c', 'd'];

  const won = await Promise.all(owners.map((owner) => take(owner, claim('old'))));

  expect(won.filter(Boolean)).toHaveLength(1);
});

test('a claim is renewed by its owner, and by nobody taken over but exactly as it was judged', async () => {
  await take('run-1');
  expect(await take('run-1')).toBe(true);
  expect(await take('run-2')).toBe(false);
  expect(await take('run-2', claim('run-0'))).toBe(false);
  expect(await take('run-2', claim('run-1', { since: at(1) }))).toBe(false);
  // It was judged while it yielded; it does not any more.
  expect(await take('run-2', claim('run-1', { yielding: true }))).toBe(false);
  expect((await kept.readIncident('sessions')).claim).toEqual(claim('run-1'));

  expect(await take('run-2', claim('run-1'))).toBe(true);
});

test('only the owner marks or releases a claim; a free one is released already', async () => {
  await take('run-1');
  expect(await kept.setYielding('sessions', 'run-2', true)).toBe(false);
  expect(await kept.release('sessions', 'run-2')).toBe(false);
  expect(await kept.setYielding('sessions', 'run-1', true)).toBe(true);
  expect((await kept.readIncident('sessions')).claim?.yielding).toBe(true);

  expect(await kept.release('sessions', 'run-1')).toBe(true);
  expect(await kept.release('sessions', 'run-1')).toBe(true);
  expect((await kept.readIncident('sessions')).claim).toBeUndefined();
  expect(await kept.setYielding('sessions', 'run-1', true)).toBe(false);
});

test('an epoch is accepted once: the identical intent again is our own, any other is refused', async () => {
  await take('run-1');
  expect(await kept.accept('sessions', intent('run-1'))).toBe(true);
  expect(await kept.accept('sessions', intent('run-1'))).toBe(true);

  expect(await kept.accept('sessions', intent('run-1', { calledAt: at(6) }))).toBe(false);
  expect(await kept.accept('sessions', intent('run-2'))).toBe(false);
  expect((await kept.readIncident('sessions')).intent).toEqual(intent('run-1'));
});

test('a late copy of an accepted intent never takes its progress away', async () => {
  await take('run-1');
  await kept.accept('sessions', intent('run-1'));
  await kept.noteProgress('sessions', intent('run-1').epoch, { verifiedAt: at(9) });

  expect(await kept.accept('sessions', intent('run-1'))).toBe(false);
  expect((await kept.readIncident('sessions')).intent?.verifiedAt).toBe(at(9));
});

test('nothing is accepted without the claim', async () => {
  expect(await kept.accept('sessions', intent('run-1'))).toBe(false);
  await take('run-2');
  expect(await kept.accept('sessions', intent('run-1'))).toBe(false);
  expect(await kept.readIncident('sessions')).toEqual({ datastore: 'sessions', claim: claim('run-2') });
});

test.each([
  [{ counter: 1, region: 'us-west-2' }, false],
  [{ counter: 2, region: 'us-east-1' }, false],
  [{ counter: 2, region: 'us-west-2' }, false],
  [{ counter: 2, region: 'us-west-3' }, true],
  [{ counter: 3, region: 'eu-west-1' }, true],
])('after epoch (2, us-west-2), %j is accepted: %s', async (epoch, expected) => {
  await take('run-1');
  await kept.rememberEpoch('sessions', { counter: 2, region: 'us-west-2' });

  expect(await kept.accept('sessions', intent('run-1', { epoch }))).toBe(expected);

  const { epoch: highest } = await kept.readIncident('sessions');
  expect(highest).toEqual(expected ? epoch : { counter: 2, region: 'us-west-2' });
});

test('a remembered epoch never falls', async () => {
  await kept.rememberEpoch('sessions', { counter: 4, region: 'us-east-1' });
  await kept.rememberEpoch('sessions', { counter: 3, region: 'us-west-2' });
  await kept.rememberEpoch('sessions', { counter: 4, region: 'eu-west-1' });

  expect((await kept.readIncident('sessions')).epoch).toEqual({ counter: 4, region: 'us-east-1' });
});

test('progress is noted on the intent of exactly that epoch', async () => {
  await take('run-1');
  await kept.accept('sessions', intent('run-1'));

  expect(await kept.noteProgress('sessions', { counter: 1, region: 'us-west-2' }, { verifiedAt: at(9) })).toBe(false);
  expect(await kept.noteProgress('sessions', { counter: 2, region: 'us-east-1' }, { verifiedAt: at(9) })).toBe(false);
  expect(await kept.noteProgress('sessions', intent('x').epoch, { verifiedAt: at(9), publishedAt: at(10) })).toBe(true);
  expect((await kept.readIncident('sessions')).intent).toEqual(
    intent('run-1', { verifiedAt: at(9), publishedAt: at(10) }),
  );
});

test.each(['500-after', 'reset'] as const)(
  'a claim and an accepted intent survive %s: the repetition recognises itself',
  async (kind) => {
    const seen = new Map<string, number>();
    const journal = journalWith({
      faults: {
        plan: ({ operation }) => {
          seen.set(operation, (seen.get(operation) ?? 0) + 1);
          return operation === 'UpdateItem' && (seen.get(operation) ?? 0) % 2 === 1 ? { kind } : undefined;
        },
      },
    });

    expect(await journal.claim('sessions', { claim: claim('run-1'), from: undefined })).toBe(true);
    expect(await journal.accept('sessions', intent('run-1'))).toBe(true);
    expect(await journal.release('sessions', 'run-1')).toBe(true);
    expect(seen.get('UpdateItem')).toBe(6);
  },
);

test('memories come back as they were written', async () => {
  const probe = {
    datastore: 'sessions',
    lookedAt: 5,
    role: 'SECONDARY' as const,
    shards: [{ shard: '0', heartbeatCount: 3, position: 12_345_678_901 }],
    lastDelayMs: 0.5,
  };
  const reconcile = { datastore: 'sessions', sawItselfSecondary: true, attempts: 0, standing: [] };
  await kept.writeProbe(probe);
  await kept.writeReconcile(reconcile);
  await kept.note('sessions', 'run-1', 'held');

  expect(await kept.readProbe('sessions')).toEqual(probe);
  expect(await kept.readReconcile('sessions')).toEqual(reconcile);
});

test('an item that does not parse fails, naming the member', async () => {
  const { world } = frontWorld([dynamodb]);
  await kept.writeProbe({ datastore: 'sessions', lookedAt: 'yesterday', role: 'SECONDARY', shards: [] } as never);

  await expect(journal(world).readProbe('sessions')).rejects.toThrow(/journal item sessions\/probe: lookedAt: /);
});

test('a table that is not configured is a missing setting', () => {
  const { world } = frontWorld([dynamodb]);

  expect(() => journal({ ...world, settings: { ...world.settings, journalTable: undefined } })).toThrow(
    expect.objectContaining({ name: 'SettingMissing', message: expect.stringContaining('JOURNAL_TABLE') }),
  );
});

test('a member that a newer version added leaves an item readable, and a word that is not known does not', async () => {
  await take('run-1');
  await kept.accept('sessions', { ...intent('run-1'), addedLater: 'x' } as never);
  await kept.writeProbe({ datastore: 'sessions', lookedAt: 5, role: 'SECONDARY', shards: [], addedLater: 1 } as never);
  expect((await kept.readIncident('sessions')).intent).toEqual(intent('run-1'));
  expect(await kept.readProbe('sessions')).toEqual({
    datastore: 'sessions',
    lookedAt: 5,
    role: 'SECONDARY',
    shards: [],
  });

  await kept.accept(
    'sessions',
    intent('run-1', { epoch: { counter: 9, region: 'us-west-2' }, kind: 'later' as never }),
  );
  await expect(kept.readIncident('sessions')).rejects.toThrow(/journal item sessions\/incident: intent.kind: /);
});
