import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import { approvalIn } from '../support/approval-in.ts';
import { assessmentOf } from '../support/assessment.ts';
import { aRun, executionOf } from '../support/run.ts';
import { loseEast, stop, watch, west } from '../support/world.ts';
import { actWithout, taken } from './permissions.ts';
import { askedAboutSeparation, separableWorld } from './separable-world.ts';

/** One world, in which people are asked about separation and did not answer yet. */
let world: World;
let arn: string;
let page: string;
beforeAll(async () => {
  world = await separableWorld();
  await loseEast(world);
  Object.assign(world.elasticache.behaviour, {
    failoverWhilePrimaryDark: 'sticks',
    disassociateWhileModifying: 'allowed',
  });
  const seen = watch(world);
  arn = await askedAboutSeparation(world);
  page = seen.pages().at(-1)?.message ?? '';
}, 240_000);
afterAll(async () => {
  await world.client(SFNClient, west).send(new StopExecutionCommand({ executionArn: arn }));
  await stop(world);
}, 60_000);

const run = () => aRun({ execution: { ...executionOf(arn.split(':').at(-1) ?? ''), id: arn } });
const separations = () => world.history.entries.filter(({ name }) => name === 'elasticache:separation-accepted');
const bench = () => ({ world, hurrying: { stop: () => {}, settled: async () => [] } });

test.each(taken.atSeparation.SeparateRegion)(
  'SeparateRegion without %s separates nothing, and says so',
  async (sid) => {
    const state = { run: run(), separationApproval: approvalIn(page) };
    const act = () => world.invoke(west, 'SeparateRegion', { state });
    const { functionError } = await actWithout(bench(), { role: 'SeparateRegion', sid, act });
    expect([functionError, separations()]).toEqual([expect.anything(), []]);
  },
  20_000,
);

test.each(taken.atSeparation.RequestSeparation)(
  'RequestSeparation without %s says so',
  async (sid) => {
    const check = { done: false, lastResort: true, epoch: { counter: 2, region: west }, detail: 'no writes' };
    const state = { run: run(), assessment: assessmentOf(), check };
    const act = () => world.invoke(west, 'RequestSeparation', { state, token: 'token' });
    const { functionError } = await actWithout(bench(), { role: 'RequestSeparation', sid, act });
    expect(functionError).toBeDefined();
  },
  20_000,
);
