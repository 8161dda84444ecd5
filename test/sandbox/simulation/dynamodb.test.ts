import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { journal } from '../../../functions/aws/journal.ts';
import type { Asked } from '../../../functions/contract/approval.ts';
import type { Intent } from '../../../functions/contract/journal.ts';
import type { Journal } from '../../../functions/ports.ts';
import { directTransport } from '../../../sandbox/aws/direct-transport.ts';
import { createFront } from '../../../sandbox/aws/front.ts';
import { createDynamodb, type Dynamodb, type DynamodbDependencies } from '../../../sandbox/aws/services/dynamodb.ts';
import { History } from '../../../sandbox/history.ts';
import { createIam } from '../../../sandbox/iam.ts';
import { Network } from '../../../sandbox/network.ts';
import { configOf } from '../../../sandbox/simulation/assembly/shapes.ts';
import { parseCondition, parseUpdate } from '../../../sandbox/simulation/dynamodb/expression.ts';
import { createDynamodbModel } from '../../../sandbox/simulation/dynamodb.ts';
import { manualClock } from '../../support/manual-clock.ts';

const region = 'us-west-2';
const account = '111122223333';
const table = {
  TableName: 'failover-journal',
  KeySchema: [
    { AttributeName: 'datastore', KeyType: 'HASH' },
    { AttributeName: 'item', KeyType: 'RANGE' },
  ],
  AttributeDefinitions: [
    { AttributeName: 'datastore', AttributeType: 'S' },
    { AttributeName: 'item', AttributeType: 'S' },
  ],
  BillingMode: 'PAY_PER_REQUEST',
};

/** The product's own adapter over one implementation of DynamoDB, and what the history saw of it. */
const journalOver = async (create: (dependencies: DynamodbDependencies) => Dynamodb) => {
  const clock = manualClock();
  const history = new History(clock);
  const network = new Network([region], history);
  const dynamodb = create({ clock, history, account, regions: [region] });
  await dynamodb.ensureTable(region, table);
  const front = createFront({
    ...{ services: [dynamodb], network, history, clock, account, credentials: new Map() },
    authorize: createIam().authorize,
  });
  history.entries.length = 0;
  const port = journal({
    settings: { region, config: configOf('two'), journalTable: table.TableName },
    clock: { now: () => new Date(clock.now()), sleep: async () => {} },
    log: { info: () => {}, warn: () => {} },
    counter: { count: () => {} },
    transport: (deadlines) => directTransport(front, region, { clock, ...deadlines }),
    credentials: { accessKeyId: 'somebody', secretAccessKey: 'nothing' },
  });
  return { port, effects: () => history.entries.filter(({ kind }) => kind === 'effect') };
};

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 23, 8, minute)).toISOString();
const datastore = 'sessions';
const owner = fc.constantFrom('run-1', 'run-2');
const epoch = fc.record({ counter: fc.integer({ min: 1, max: 3 }), region: fc.constantFrom(region, 'us-east-1') });
const minute = fc.integer({ min: 0, max: 3 }).map(at);
const claim = fc.record({ owner, since: minute, yielding: fc.boolean() });
const intent = fc.record({
  ...{ epoch, owner, calledAt: minute, from: fc.constant('us-east-1'), to: fc.constant(region) },
  kind: fc.constant<Intent['kind']>('promote'),
  replaces: fc.constant(['one.example', 'two.example']).map((hosts) => [...hosts]),
});

const asked = fc.constant<Asked>({
  ...{ action: 'promote', datastore, target: region, epoch: 1, waives: [], lossBoundMs: 'unknown' },
});
const request = fc.record({ owner, askedAt: minute, expiresAt: minute, asked });

type Act = (journal: Journal) => Promise<unknown>;

/** Everything that the adapter can ask of the table, on few enough values that they meet. */
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(claim, fc.option(claim, { nil: undefined })).map(
    ([wanted, from]): Act =>
      (it) =>
        it.claim(datastore, { claim: wanted, from }),
  ),
  fc.tuple(owner, fc.boolean()).map(
    ([by, yielding]): Act =>
      (it) =>
        it.setYielding(datastore, by, yielding),
  ),
  owner.map(
    (by): Act =>
      (it) =>
        it.release(datastore, by),
  ),
  intent.map(
    (wanted): Act =>
      (it) =>
        it.accept(datastore, wanted),
  ),
  fc.tuple(epoch, minute).map(
    ([of, verifiedAt]): Act =>
      (it) =>
        it.noteProgress(datastore, of, { verifiedAt }),
  ),
  fc.tuple(epoch, minute).map(
    ([of, publishedAt]): Act =>
      (it) =>
        it.noteProgress(datastore, of, { publishedAt }),
  ),
  epoch.map(
    (of): Act =>
      (it) =>
        it.rememberEpoch(datastore, of),
  ),
  request.map(
    (wanted): Act =>
      (it) =>
        it.ask(datastore, wanted),
  ),
  fc.tuple(intent, request).map(
    ([wanted, approval]): Act =>
      (it) =>
        it.accept(datastore, wanted, approval),
  ),
  fc.tuple(owner, minute).map(
    ([by, declinedAt]): Act =>
      (it) =>
        it.noteDecline(datastore, by, declinedAt),
  ),
  fc.tuple(epoch, minute, request).map(
    ([of, calledAt, approval]): Act =>
      (it) =>
        it.noteSeparation(datastore, of, { calledAt, approval }),
  ),
  fc.constant<Act>((it) => it.readIncident(datastore)),
  minute.map(
    (key): Act =>
      (it) =>
        it.note(datastore, key, `noted at ${key}`),
  ),
  fc.integer({ min: 1, max: 9 }).map(
    (lookedAt): Act =>
      async (it) => {
        await it.writeProbe({ datastore, lookedAt, role: 'SECONDARY', shards: [] });
        return await it.readProbe(datastore);
      },
  ),
);

const outcome = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    (value) => ({ value }),
    (error: Error) => ({ failed: error.name }),
  );

test('the model answers and changes as dynalite does, whatever the journal asks', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
      const [real, model] = [await journalOver(createDynamodb), await journalOver(createDynamodbModel)];
      for (const one of acts) expect(await outcome(one(model.port))).toEqual(await outcome(one(real.port)));
      expect(model.effects()).toEqual(real.effects());
    }),
    { numRuns: 60 },
  );
}, 60_000);

test.each(['#a BETWEEN :b AND :c', 'begins_with(#a, :b)', '#a = :b OR', '(#a = :b', '#a ~ :b'])(
  'a condition that the model does not know fails loudly: %s',
  (text) => expect(() => parseCondition(text)).toThrow(/the model of DynamoDB does not know/),
);

test.each(['ADD #a :b', 'SET #a = #b + :c', 'SET #a'])('so does an update: %s', (text) =>
  expect(() => parseUpdate(text)).toThrow(/the model of DynamoDB does not know/),
);
