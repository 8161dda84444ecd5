import { SendTaskFailureCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import {
  approvalToken,
  approve,
  automatic,
  loseEast,
  published,
  reconcile,
  run,
  settledWorld,
  start,
  stayBad,
  stop,
  turnSwitch,
  watch,
  west,
} from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await settledWorld();
  await loseEast(world);
}, 30_000);
afterAll(() => stop(world), 20_000);

test.each(['off', 'observe', 'a word that is none'])(
  'with the switch at "%s" a run holds, and says so',
  async (word) => {
    const seen = watch(world);
    await turnSwitch(world, west, word);
    const { output = '' } = await run(world, west, automatic);
    expect(JSON.parse(output)).toMatchObject({ outcome: 'held', reason: expect.stringMatching(/^AutomationOff: /) });
    expect(seen.subjects()).toEqual([`HELD, nothing changed: sessions in ${west}`]);
    expect(seen.promotionCalls()).toEqual([]);
  },
  20_000,
);

test('a switch that cannot be read counts as off', async () => {
  const seen = watch(world);
  await turnSwitch(world, west);
  const heal = world.faults.add({ service: 'ssm', operation: 'GetParameter', region: west }, { kind: 'deny' });
  const { output = '' } = await run(world, west, automatic);
  heal();
  expect(JSON.parse(output).reason).toMatch(
    /^AutomationOff: the switch cannot be read, which counts as off \(refused: /,
  );
  expect(seen.promotionCalls()).toEqual([]);
}, 20_000);

test('approve: people are asked with the command that answers; declined, nothing is promoted', async () => {
  await turnSwitch(world, west, 'approve');
  const seen = watch(world);
  const arn = await start(world, west, automatic);
  const taskToken = await approvalToken(seen);
  expect(seen.pages()[0]?.message).toContain(
    `aws stepfunctions send-task-success --region ${west} --task-token '${taskToken}' --task-output '{"approvedBy":"YOUR NAME","action":"promote","datastore":"sessions","target":"${west}","epoch":2,`,
  );
  const refusal = new SendTaskFailureCommand({ taskToken, error: 'ApprovalDeclined', cause: 'it is a drill' });
  await world.client(SFNClient, west).send(refusal);
  const { output = '' } = await world.execution(arn);
  expect(JSON.parse(output)).toMatchObject({ outcome: 'held', reason: 'people declined: it is a drill' });

  const { output: again = '' } = await run(world, west, automatic);
  expect(JSON.parse(again)).toMatchObject({
    outcome: 'held',
    reason: expect.stringMatching(/^people declined this at /),
  });
  expect(seen.subjects().filter((subject) => subject.startsWith('APPROVE?'))).toHaveLength(1);
  expect(seen.promotionCalls()).toEqual([]);
  world.advance(900_000);
  await stayBad(world, west);
}, 30_000);

test('approve: a request that nobody answers expires, and holds', async () => {
  const seen = watch(world);
  const arn = await start(world, west, automatic);
  await approvalToken(seen);
  world.advance(901_000);
  const { output = '' } = await world.execution(arn);
  expect(JSON.parse(output)).toMatchObject({ outcome: 'held', reason: expect.stringContaining('nobody answered') });
  expect(seen.promotionCalls()).toEqual([]);
}, 20_000);

test('turned off between the question and its answer: approved or not, nothing is promoted', async () => {
  await stayBad(world, west);
  const seen = watch(world);
  const arn = await start(world, west, automatic);
  await approvalToken(seen);
  await turnSwitch(world, west, 'off');
  await approve(world, seen);
  const { output = '{}' } = await world.execution(arn);
  expect(JSON.parse(output)).toMatchObject({ outcome: 'held', reason: expect.stringContaining('AutomationOff') });
  expect(seen.subjects().at(-1)).toBe(`HELD, nothing changed: sessions in ${west}`);
  expect(seen.promotionCalls()).toEqual([]);
}, 30_000);

test('approved, then turned off between the promotion and the publication: published by nobody, people are told', async () => {
  await turnSwitch(world, west, 'approve');
  const seen = watch(world);
  world.elasticache.delays.promotionVisible = 20_000;
  const arn = await start(world, west, automatic);
  const stopFollowing = world.history.follow(({ kind, name, detail }) => {
    if (kind !== 'state' || name !== 'WaitForPromotion' || detail?.at !== 'entered') return;
    stopFollowing();
    void turnSwitch(world, west, 'off').then(() => world.advance(20_000));
  });
  await approve(world, seen);
  expect(await world.execution(arn)).toMatchObject({ status: 'FAILED', error: 'PublicationFailed' });
  expect([seen.promotions(), published(world, west)?.epoch.counter]).toEqual([[west], 1]);
  expect(seen.pages().at(-1)?.message).toContain('SwitchedOff');
}, 30_000);

test('turned on again, Reconcile finishes what the run had begun', async () => {
  const seen = watch(world);
  await turnSwitch(world, west);
  world.advance(120_000);
  await reconcile(world, west);
  expect(published(world, west)).toMatchObject({ epoch: { counter: 2, region: west }, primaryRegion: west });
  expect(seen.promotionCalls()).toEqual([]);
}, 20_000);
