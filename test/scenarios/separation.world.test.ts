import { SendTaskFailureCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import {
  approvalToken,
  approve,
  automatic,
  datastore,
  east,
  look,
  loseEast,
  published,
  reconcile,
  run,
  stop,
  watch,
  west,
} from '../support/world.ts';
import { askedAboutSeparation, separableAssembly, separableWorld } from './separable-world.ts';

let world: World;
beforeAll(async () => void (await separableAssembly()), 240_000);
afterEach(() => stop(world), 30_000);

const disassociate = 'DisassociateGlobalReplicationGroup';

/** The primary Region is dark, and every promotion of the west sticks in `modifying`. */
const lostForGood = async (behaviour: object = {}): Promise<void> => {
  world = await separableWorld();
  await loseEast(world);
  Object.assign(world.elasticache.behaviour, {
    failoverWhilePrimaryDark: 'sticks',
    disassociateWhileModifying: 'allowed',
    ...behaviour,
  });
};

/** A run that asks people about separation, and waits. */
const asked = async (behaviour: object = {}) => {
  await lostForGood(behaviour);
  const seen = watch(world);
  return { seen, arn: await askedAboutSeparation(world) };
};

const separationCalls = () =>
  world.history.entries.filter(({ kind, name }) => kind === 'call' && name === `elasticache:${disassociate}`);
const separations = () => world.history.entries.filter(({ name }) => name === 'elasticache:separation-accepted');
const outcomeOf = ({ status, output = '{}' }: { status?: string; output?: string }) => [
  status,
  JSON.parse(output).outcome,
];

test('a promotion that sticks: people approve, it is separated and published; the old Region returns and sends its clients there', async () => {
  const { seen, arn } = await asked();
  expect(seen.subjects()).toEqual([`APPROVE? ${datastore}: SEPARATE ${west} from its Global Datastore`]);
  await approve(world, seen);
  expect(outcomeOf(await world.execution(arn))).toEqual(['SUCCEEDED', 'separated']);
  expect([seen.promotionCalls().length, separationCalls().length]).toEqual([1, 1]);
  const record = published(world, west);
  expect(record).toMatchObject({ separated: true, primaryRegion: west, epoch: { counter: 2, region: west } });
  expect(seen.subjects().at(-1)).toMatch(/SEPARATED: sessions in us-west-2$/);

  world.heal(east);
  world.advance(120_000);
  expect(await reconcile(world, east)).toBe('copy');
  expect(published(world, east)).toEqual(record);

  const after = watch(world);
  for (const _ of ['a minute', 'and another']) {
    await look(world, [east, west]);
    expect(await reconcile(world, east)).toBe('Separated');
    expect(await reconcile(world, west)).toBe('Separated');
    world.advance(60_000);
  }
  expect(after.subjects().toSorted()).toEqual([
    `DIFFERENCE: ${datastore} in ${east}: Separated`,
    `DIFFERENCE: ${datastore} in ${west}: Separated`,
  ]);
  // Route 53 is back as well: only the record still follows.
  expect(after.changes().filter((change) => !change.startsWith('route53:'))).toEqual([]);
  expect(after.started()).toEqual([]);

  // Nobody leads it back: neither a run of ours, nor a person who does not say so.
  expect(outcomeOf(await run(world, east, { datastore }))).toEqual(['SUCCEEDED', 'held']);
  expect(after.pages().at(-1)?.message).toContain('Separated: us-west-2 is published as separated');
  expect(outcomeOf(await run(world, west, automatic))).toEqual(['SUCCEEDED', 'held']);
  expect([published(world, east), published(world, west)]).toEqual([record, record]);
}, 90_000);

test('declined: nothing is called, and people are told, with the command of the last resort', async () => {
  const { seen, arn } = await asked();
  const taskToken = await approvalToken(seen);
  await world
    .client(SFNClient, west)
    .send(new SendTaskFailureCommand({ taskToken, error: 'ApprovalDeclined', cause: 'we wait' }));
  expect(await world.execution(arn)).toMatchObject({ status: 'FAILED', error: 'SeparationNotCalled' });
  expect(seen.pages().at(-1)?.message).toContain(
    `aws elasticache disassociate-global-replication-group --region ${west}`,
  );
  expect(separationCalls()).toEqual([]);
  expect(published(world, west)?.epoch.counter).toBe(1);
}, 90_000);

test('refused while the group is modifying, as AWS documents it: called once, and people are told', async () => {
  const { seen, arn } = await asked({ disassociateWhileModifying: 'refused' });
  await approve(world, seen);
  expect(await world.execution(arn)).toMatchObject({ status: 'FAILED', error: 'SeparationRefused' });
  expect([separationCalls().length, separations()]).toEqual([1, []]);
  expect(seen.pages().at(-1)?.message).toContain('InvalidGlobalReplicationGroupState');
}, 90_000);

test('a promotion that was accepted, and of which nothing comes: separated the same way', async () => {
  const { seen, arn } = await asked({ failoverWhilePrimaryDark: 'succeeds', promotion: 'does-nothing' });
  await approve(world, seen);
  expect(outcomeOf(await world.execution(arn))).toEqual(['SUCCEEDED', 'separated']);
  expect([separationCalls().length, published(world, west)?.separated]).toEqual([1, true]);
}, 90_000);

test('the answer is lost after the effect: read, never sent again', async () => {
  const { seen, arn } = await asked();
  world.faults.add({ service: 'elasticache', operation: disassociate }, { kind: 'reset' });
  await approve(world, seen);
  expect(outcomeOf(await world.execution(arn))).toEqual(['SUCCEEDED', 'separated']);
  expect([separationCalls().length, separations().length]).toEqual([1, 1]);
}, 90_000);

test('the run dies with the call: Reconcile finishes what was noted, once it stands alone and takes writes', async () => {
  const { seen, arn } = await asked();
  const stopped = new Promise<unknown>((resolve) => {
    const unfollow = world.history.follow(({ name }) => {
      if (name !== 'elasticache:separation-accepted') return;
      unfollow();
      resolve(world.client(SFNClient, west).send(new StopExecutionCommand({ executionArn: arn })));
    });
  });
  await approve(world, seen);
  await stopped;
  await world.drained();
  expect(await world.execution(arn)).toMatchObject({ status: 'ABORTED' });
  expect(await reconcile(world, west)).not.toBe('finish');
  world.advance(61_000);
  world.network.setRoute53('up');
  expect(await reconcile(world, west)).toBe('finish');
  expect([published(world, west)?.separated, separationCalls().length]).toEqual([true, 1]);
}, 90_000);

test('the promotion takes effect while people think: Reconcile publishes it, and their answer separates nothing', async () => {
  const { seen, arn } = await asked();
  world.heal(east);
  world.advance(120_000);
  expect(await reconcile(world, west)).toBe('finish');
  expect(published(world, west)).toMatchObject({ primaryRegion: west, epoch: { counter: 2, region: west } });
  await approve(world, seen);
  expect(outcomeOf(await world.execution(arn))).toEqual(['SUCCEEDED', 'lossy']);
  expect(separationCalls()).toEqual([]);
  expect(published(world, west)?.separated).toBeUndefined();
}, 90_000);
