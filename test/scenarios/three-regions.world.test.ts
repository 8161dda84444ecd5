import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { App } from 'aws-cdk-lib';
import { addFailoverStacks } from '../../infra/failover-stacks.ts';
import { configOf } from '../../sandbox/simulation/assembly/shapes.ts';
import type { World } from '../../sandbox/world.ts';
import { approvalIn } from '../support/approval-in.ts';
import {
  approvalToken,
  automatic,
  clientsFail,
  east,
  emptyWorld,
  look,
  published,
  reconcile,
  run,
  settle,
  start,
  stop,
  watch,
  west,
} from '../support/world.ts';

const third = 'eu-central-1';
/** us-west-2 takes over first, then eu-central-1. */
const config = configOf('three', { policy: { poll: 1 } });
const assembly = mkdtempSync(path.join(tmpdir(), 'failover-three-'));

let world: World;

/** The demo's assembly is of two Regions: this one is made here, once. */
beforeAll(() => {
  const app = new App({ outdir: assembly, analyticsReporting: false });
  addFailoverStacks(app, config);
  app.synth();
}, 120_000);
afterAll(() => rmSync(assembly, { recursive: true }));

beforeEach(async () => {
  world = await emptyWorld({ config, assembly });
  await settle(world);
  await reconcile(world, third);
  for (const _ of ['first', 'second']) {
    await look(world, [east, west, third]);
    world.advance(10_000);
  }
}, 30_000);
afterEach(() => stop(world), 20_000);

/** us-east-1 is lost, long enough to be believed, seen from both of the others. */
const lose = async (...dark: string[]): Promise<void> => {
  world.blackout(east);
  for (const region of dark) world.blackout(region);
  const seeing = [west, third].filter((region) => !dark.includes(region));
  await look(world, seeing);
  for (const ms of [5_000, 12_500, 12_500]) {
    world.advance(ms);
    await look(world, seeing);
  }
  await clientsFail(world);
  await look(world, seeing);
};

test('the preferred Region promotes itself, the other waits meanwhile, stops, and copies', async () => {
  const seen = watch(world);
  await lose();
  const waiting = await start(world, third, automatic);
  expect(await run(world, west, automatic)).toMatchObject({ status: 'SUCCEEDED' });
  const { status, output } = await world.execution(waiting);
  expect([status, JSON.parse(output ?? '{}')]).toEqual(['SUCCEEDED', expect.objectContaining({ outcome: 'held' })]);
  expect(seen.promotions()).toEqual([west]);
  const waits = world.history.entries.filter(({ kind, name }) => kind === 'state' && name === 'WaitForEvidence');
  expect(new Set(waits.map(({ region }) => region))).toEqual(new Set([third]));
  await world.drained();
  expect(await reconcile(world, third)).toBe('settled');
  expect(published(world, third)).toMatchObject({ epoch: { counter: 2, region: west }, primaryRegion: west });
  expect(published(world, third)).toEqual(published(world, west));
}, 60_000);

test('the preferred Region is dark too: people are asked in the other, told why, and their word promotes it', async () => {
  const seen = watch(world);
  await lose(west);
  const asking = await start(world, third, automatic);
  const taskToken = await approvalToken(seen);
  const page = seen.pages().findLast(({ message }) => message.includes(taskToken))?.message ?? '';
  expect(page).toContain(`${west} is to take over first, and cannot: it is dark from here and from the witness`);
  expect(seen.promotions()).toEqual([]);

  const output = JSON.stringify(approvalIn(page));
  await world.client(SFNClient, third).send(new SendTaskSuccessCommand({ taskToken, output }));
  expect(await world.execution(asking)).toMatchObject({ status: 'SUCCEEDED' });
  expect(seen.promotions()).toEqual([third]);
  expect(published(world, third)).toMatchObject({ primaryRegion: third });

  world.heal(west);
  expect(await reconcile(world, west)).toBe('copy');
  expect(published(world, west)).toEqual(published(world, third));
}, 60_000);
