import { afterAll, beforeAll, expect, test } from '@jest/globals';
import {
  alarmEvent,
  automatic,
  clientsFail,
  hurry,
  journal,
  look,
  loseEast,
  roleOf,
  run,
  settledWorld,
  stop,
  turnSwitch,
  watch,
  west,
  witness,
} from '../support/world.ts';
import {
  actWithout,
  type Bench,
  cameTo,
  exempt,
  leaveClaim,
  runWithout as runAtOnceWithout,
  taken,
} from './permissions.ts';

/** One world, whose primary Region is dark. Every permission that leads to a promotion is taken away, one at a time. */
let bench: Bench;
beforeAll(async () => {
  const world = await settledWorld();
  await loseEast(world, { clientsNotice: false });
  bench = { world, hurrying: hurry(world) };
}, 30_000);
afterAll(() => {
  bench.hurrying.stop();
  return stop(bench.world);
}, 20_000);

const but = <T extends string>(all: readonly T[], ...others: T[]): T[] => all.filter((sid) => !others.includes(sid));
const dryRun = { ...automatic, mode: 'dry-run' };
const goOnLooking = async (): Promise<void> => {
  const { lookedAt } = await journal(bench.world, west, 'probe');
  if (bench.world.clock.now() - Number(lookedAt?.N) < 20_000) return;
  for (const _ of ['three', 'bad', 'looks']) {
    bench.world.advance(10_000);
    await look(bench.world, [west]);
  }
};
/** The pauses that were skipped were times without looks: the row of bad ones begins anew. */
const planned = async () => {
  await goOnLooking();
  return await run(bench.world, west, dryRun);
};
const runWithout: typeof runAtOnceWithout = async (at, missing) => {
  await goOnLooking();
  return await runAtOnceWithout(at, missing);
};

test.each(taken.noEvidence.Probe)(
  'Probe without %s says so',
  async (sid) => {
    const act = () => bench.world.invoke(west, 'Probe', { looks: 1 });
    await actWithout(bench, { role: 'Probe', sid, act });
  },
  20_000,
);

test.each(but(taken.noEvidence.ReceiveAlarm, 'StartRuns'))(
  'ReceiveAlarm without %s says so',
  async (sid) => {
    const event = alarmEvent(bench.world, new Date(bench.world.clock.now()));
    const seen = watch(bench.world);
    await actWithout(bench, { role: 'ReceiveAlarm', sid, act: () => bench.world.invoke(west, 'ReceiveAlarm', event) });
    expect(seen.started()).toEqual([]);
  },
  20_000,
);

test('ReceiveAlarm without StartRuns starts nothing, and an alarm tells people that it gave up', async () => {
  const { world } = bench;
  const act = async (): Promise<void> => {
    for (const _ of ['the first bad look', 'first datapoint', 'second datapoint']) {
      await look(world, [west]);
      world.advance(10_000);
    }
    world.evaluateAlarms(west);
    await world.drained();
    world.advance(60_000);
    world.evaluateAlarms(west);
  };
  const seen = watch(world);
  await actWithout(bench, { role: 'ReceiveAlarm', sid: 'StartRuns', act });
  expect(seen.started()).toEqual([]);
  expect(seen.pages().map(({ subject }) => subject)).toContainEqual(expect.stringContaining('failover-alarms-dropped'));
}, 20_000);

test('with every permission, the evidence is just enough to promote', async () => {
  expect(cameTo(await planned())).toBe('would promote');
}, 20_000);

test.each(but(taken.noRun.AssessHealth, 'ReadAlarms', 'ChangeJournal'))(
  'AssessHealth without %s would hold, or fails',
  async (sid) => {
    expect(await runWithout(bench, { role: 'AssessHealth', sid, input: dryRun })).toMatch(/^(would hold|FAILED)$/);
  },
  20_000,
);

test('OpenIncident without LookAtRuns cannot tell whether the last owner is dead, and fails', async () => {
  const { executionArn = '' } = await planned();
  await leaveClaim(bench.world, executionArn);
  bench.world.advance(120_000);
  expect(await runWithout(bench, { role: 'OpenIncident', sid: 'LookAtRuns' })).toBe('FAILED');
  await leaveClaim(bench.world);
  await look(bench.world, [west]);
}, 20_000);

test.each([
  ...but(taken.noRun.OpenIncident, 'LookAtRuns').map((sid) => ({ role: 'OpenIncident', sid })),
  { role: 'AssessHealth', sid: 'ChangeJournal' },
  { role: 'Workflow', sid: 'RunTasks' },
])(
  '$role without $sid fails',
  async (missing) => {
    expect(await runWithout(bench, missing)).toBe('FAILED');
  },
  20_000,
);

test.each(taken.noRun.RequestApproval)(
  'RequestApproval without %s fails',
  async (sid) => {
    await turnSwitch(bench.world, west, 'approve');
    expect(await runWithout(bench, { role: 'RequestApproval', sid })).toBe('FAILED');
    await turnSwitch(bench.world, west);
  },
  20_000,
);

test.each(but(taken.noRun.PromoteRegion, 'ReadAlarms'))(
  'PromoteRegion without %s promotes nothing',
  async (sid) => {
    const seen = watch(bench.world);
    expect(await runWithout(bench, { role: 'PromoteRegion', sid })).toMatch(/^(held|FAILED)$/);
    expect(seen.promotions()).toEqual([]);
  },
  20_000,
);

test.each(taken.noRun.AskForHelp)(
  'AskForHelp without %s still tells somebody',
  async (sid) => {
    const promoter = roleOf(bench.world, west, 'PromoteRegion');
    const { restore } = bench.world.removeStatement(promoter, (statement) => statement.sid === 'PromoteThisRegion');
    const seen = watch(bench.world);
    expect(await runWithout(bench, { role: 'AskForHelp', sid }).finally(restore)).toBe('FAILED');
    expect(seen.promotions()).toEqual([]);
    await leaveClaim(bench.world);
  },
  20_000,
);

test('without the alarms of the clients, the witness missing, nothing is promoted', async () => {
  await clientsFail(bench.world);
  bench.world.faults.add({ service: 'lambda', operation: 'Invoke', region: witness }, { kind: 'throttle' });
  expect(cameTo(await planned())).toBe('would promote');
  expect(await runWithout(bench, { role: 'AssessHealth', sid: 'ReadAlarms', input: dryRun })).toBe('would hold');
  expect(await runWithout(bench, { role: 'PromoteRegion', sid: 'ReadAlarms' })).toBe('held');
}, 30_000);

test('every statement of the stack is taken away in some run, or is exempt with a reason', () => {
  const roles = bench.world.stacks
    .filter(({ region }) => region === west)
    .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::IAM::Role'));
  const all = roles.flatMap(({ logicalId, attributes }) =>
    (bench.world.iam.role(attributes?.Arn ?? '')?.policies ?? [])
      .flat()
      .map(({ sid, actions }) => `${logicalId.replace(/Role[0-9A-F]{8}$/, '')} ${sid ?? actions.patterns.join(' ')}`),
  );
  const known = Object.values(taken).flatMap((functions) =>
    Object.entries(functions).flatMap(([role, sids]) => sids.map((sid: string) => `${role} ${sid}`)),
  );
  const untested = all.filter((name) => !known.some((end) => name.endsWith(end)));
  expect(untested.filter((name) => !Object.values(exempt).some((pattern) => pattern.test(name)))).toEqual([]);
});
