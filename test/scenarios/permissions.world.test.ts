import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type DescribeExecutionOutput, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import {
  alarmEvent,
  automatic,
  clientsFail,
  datastore,
  east,
  hurry,
  look,
  loseEast,
  promoteByHand,
  published,
  roleOf,
  run,
  settle,
  settledWorld,
  stop,
  turnSwitch,
  watch,
  west,
  witness,
} from '../support/world.ts';

/**
 * Every permission of the acting Region's stack, taken away one at a time, in one world that goes through a failover.
 * The order of the tests is the order of the failover: first the primary Region is dark, in the end us-west-2 is primary.
 */
let world: World;
let hurrying: ReturnType<typeof hurry>;
beforeAll(async () => {
  world = await settledWorld();
  world.network.setRoute53('up');
  await loseEast(world, { clientsNotice: false });
  hurrying = hurry(world);
}, 30_000);
afterAll(() => {
  hurrying.stop();
  return stop(world);
}, 20_000);

const withdrawn = new Set<string>();

interface Outcome {
  readonly ended: DescribeExecutionOutput;
  /** `held`, `degraded`, `FAILED`, or what a run that lacked nothing comes to. */
  readonly came: string;
}

/** Runs without one statement, and holds what is true of each: IAM refused a call of it, and somebody was told which. */
const without = async (role: string, sid: string, act: () => Promise<DescribeExecutionOutput>): Promise<Outcome> => {
  withdrawn.add(`${role} ${sid}`);
  const { statements, restore } = world.removeStatement(
    roleOf(world, west, role),
    (statement) => statement.sid === sid,
  );
  const seen = watch(world);
  const ended = await act().finally(restore);
  await hurrying.settled();
  const { events = [] } = await world
    .client(SFNClient, west)
    .send(new GetExecutionHistoryCommand({ executionArn: ended.executionArn, reverseOrder: true }));
  const told = [seen.said(), ended.output, JSON.stringify(events)].join('\n').toLowerCase();
  const actions = statements.flatMap((statement) => statement.actions.patterns.map((action) => action.toLowerCase()));
  expect([`${role} ${sid}`, statements.length]).toEqual([`${role} ${sid}`, 1]);
  expect(seen.denials()).not.toEqual([]);
  expect(actions.filter((action) => told.includes(`is not authorized to perform: ${action}`))).not.toEqual([]);
  return { ended, came: cameTo(ended) };
};

const cameTo = ({ status = 'PENDING_REDRIVE', output = '{}' }: DescribeExecutionOutput): string => {
  if (status !== 'SUCCEEDED') return status;
  const { outcome, reason, degraded } = JSON.parse(output);
  if (degraded.length > 0) return 'degraded';
  return outcome === 'planned' ? (String(reason).split(':')[0] ?? '') : outcome;
};

const planned = () => run(world, west, { ...automatic, mode: 'dry-run' });
const real = () => run(world, west, automatic);
const throttleWitness = () =>
  world.faults.add({ service: 'lambda', operation: 'Invoke', region: witness }, { kind: 'throttle' });

/** Lets a trigger act without one statement: IAM refused a call of it, its log says which, and nothing was started. */
const triggerWithout = async (role: string, sid: string, act: () => Promise<unknown>): Promise<void> => {
  withdrawn.add(`${role} ${sid}`);
  const { statements, restore } = world.removeStatement(
    roleOf(world, west, role),
    (statement) => statement.sid === sid,
  );
  const seen = watch(world);
  await act().finally(restore);
  await hurrying.settled();
  const actions = statements.flatMap((statement) => statement.actions.patterns);
  expect([`${role} ${sid}`, statements.length]).toEqual([`${role} ${sid}`, 1]);
  expect(seen.denials()).not.toEqual([]);
  expect(actions.filter((action) => seen.said().includes(`is not authorized to perform: ${action}`))).not.toEqual([]);
  expect(seen.started()).toEqual([]);
};

test.each([
  'ReadRolesHere',
  'ReadOwnMember',
  'TouchCaches',
  'ReadOwnEndpoint',
  'PublishMetrics',
  'ReadJournal',
  'NoteInJournal',
])(
  'Probe without %s says so',
  async (sid) => {
    await triggerWithout('Probe', sid, () => world.invoke(west, 'Probe', { looks: 1 }));
  },
  20_000,
);

test.each(['ReadAlarmsHere', 'ReadSwitch'])(
  'ReceiveAlarm without %s says so',
  async (sid) => {
    const event = alarmEvent(world, new Date(world.clock.now()));
    await triggerWithout('ReceiveAlarm', sid, () => world.invoke(west, 'ReceiveAlarm', event));
  },
  20_000,
);

test('ReceiveAlarm without StartRuns starts nothing, and the alarm that it gave up reaches people', async () => {
  await triggerWithout('ReceiveAlarm', 'StartRuns', async () => {
    for (const _ of ['the first bad look', 'first datapoint', 'second datapoint']) {
      await look(world, [west]);
      world.advance(10_000);
    }
    world.evaluateAlarms(west);
    await world.drained();
  });
  expect(world.history.entries.filter(({ name }) => name === 'lambda:OnFailure')).toHaveLength(1);
}, 20_000);

test('with every permission, the evidence is just enough to promote', async () => {
  expect(cameTo(await planned())).toBe('would promote');
}, 20_000);

test.each(['ReadRoles', 'ReadOwnMember', 'TouchCaches', 'ReadEndpoints', 'ReadSwitch', 'ReadJournal', 'AskWitness'])(
  'AssessHealth without %s would hold, or fails',
  async (sid) => {
    expect((await without('AssessHealth', sid, planned)).came).toMatch(/^(would hold|FAILED)$/);
  },
  20_000,
);

test.each(['ReadJournal', 'ChangeJournal'])(
  'OpenIncident without %s fails',
  async (sid) => {
    expect((await without('OpenIncident', sid, real)).came).toBe('FAILED');
  },
  20_000,
);

test('OpenIncident without LookAtRuns cannot tell whether the last owner is dead, and fails', async () => {
  const { executionArn = '' } = await planned();
  await leaveClaim(executionArn);
  world.advance(120_000);
  expect((await without('OpenIncident', 'LookAtRuns', real)).came).toBe('FAILED');
  await leaveClaim(undefined);
}, 20_000);

test('AssessHealth without ChangeJournal fails', async () => {
  expect((await without('AssessHealth', 'ChangeJournal', real)).came).toBe('FAILED');
}, 20_000);

test('the workflow without RunTasks fails at once', async () => {
  expect((await without('Workflow', 'RunTasks', real)).came).toBe('FAILED');
}, 20_000);

test.each(['PagePeople', 'ChangeJournal'])(
  'RequestApproval without %s fails',
  async (sid) => {
    await turnSwitch(world, west, 'approve');
    expect((await without('RequestApproval', sid, real)).came).toBe('FAILED');
    await turnSwitch(world, west);
  },
  20_000,
);

test.each([
  'ReadRoles',
  'ReadOwnMember',
  'TouchCaches',
  'ReadEndpoints',
  'ReadSwitch',
  'ReadJournal',
  'AskWitness',
  'ChangeJournal',
  'PromoteThisRegion',
])(
  'PromoteRegion without %s promotes nothing',
  async (sid) => {
    const seen = watch(world);
    expect((await without('PromoteRegion', sid, real)).came).toMatch(/^(held|FAILED)$/);
    expect(seen.promotions()).toEqual([]);
  },
  20_000,
);

test.each(['PagePeople', 'TellMachines', 'NoteInJournal', 'ReadJournal', 'ChangeJournal'])(
  'AskForHelp without %s still tells somebody',
  async (sid) => {
    const { restore } = world.removeStatement(
      roleOf(world, west, 'PromoteRegion'),
      (statement) => statement.sid === 'PromoteThisRegion',
    );
    const seen = watch(world);
    expect((await without('AskForHelp', sid, real).finally(restore)).came).toBe('FAILED');
    expect(seen.promotions()).toEqual([]);
    await leaveClaim(undefined);
  },
  20_000,
);

test('without the alarms of the clients, the witness missing, nothing is promoted', async () => {
  await clientsFail(world);
  const heal = throttleWitness();
  expect(JSON.parse((await planned()).output ?? '{}').reason).toMatch(/^would promote: /);
  expect((await without('AssessHealth', 'ReadAlarms', planned)).came).toBe('would hold');
  expect((await without('PromoteRegion', 'ReadAlarms', real)).came).toBe('held');
  heal();
}, 30_000);

test('UpdateDns without ReadSwitch: promoted and published, the record left for later', async () => {
  expect((await without('UpdateDns', 'ReadSwitch', real)).came).toBe('degraded');
  expect(published(world, west)).toMatchObject({ primaryRegion: west });
}, 30_000);

test('PublishParameters without ReadSwitch: promoted, and it fails', async () => {
  await goBackEast();
  expect((await without('PublishParameters', 'ReadSwitch', real)).came).toBe('FAILED');
  expect(published(world, west)).toMatchObject({ primaryRegion: east });
  world.heal(east);
}, 60_000);

const adopt = () => run(world, west, { datastore });

test('with every permission, the new primary is published by hand', async () => {
  expect(cameTo(await adopt())).toBe('adopted');
}, 20_000);

test.each([
  ['CheckPromotion', 'ReadRolesHere', 'FAILED'],
  ['CheckPromotion', 'ReadOwnMember', 'FAILED'],
  ['CheckPromotion', 'TouchCaches', 'FAILED'],
  ['CheckPromotion', 'ReadJournal', 'FAILED'],
  ['CheckPromotion', 'ChangeJournal', 'FAILED'],
  ['PublishParameters', 'ReadRolesHere', 'FAILED'],
  ['PublishParameters', 'ReadOwnMember', 'FAILED'],
  ['PublishParameters', 'ReadJournal', 'FAILED'],
  ['PublishParameters', 'ChangeJournal', 'FAILED'],
  ['PublishParameters', 'ReadOwnEndpoint', 'FAILED'],
  ['PublishParameters', 'PublishEndpoint', 'FAILED'],
  ['UpdateDns', 'ReadRolesHere', 'degraded'],
  ['UpdateDns', 'ReadOwnMember', 'degraded'],
  ['UpdateDns', 'ReadJournal', 'degraded'],
  ['UpdateDns', 'ReadRecords', 'degraded'],
  ['UpdateDns', 'ChangeRecord0', 'degraded'],
  ['VerifyCutover', 'ReadOwnEndpoint', 'FAILED'],
  ['VerifyCutover', 'TouchCaches', 'FAILED'],
  ['CloseIncident', 'PagePeople', 'FAILED'],
  // People were told: what else fails then is in the log, and stops nothing.
  ['CloseIncident', 'TellMachines', 'adopted'],
  ['CloseIncident', 'NoteInJournal', 'adopted'],
  ['CloseIncident', 'ChangeJournal', 'adopted'],
])(
  '%s without %s: %s',
  async (role, sid, came) => {
    expect((await without(role, sid, adopt)).came).toBe(came);
    await leaveClaim(undefined);
  },
  20_000,
);

/** Statements that no run can miss, by the reason. Matched from the end of `<construct> <sid or actions>`. */
const exempt: Readonly<Record<string, RegExp>> = {
  'log delivery: the sandbox, as Lambda, keeps logs without asking': / logs:/,
  'tracing: nothing decides by it': / xray:/,
  'network interfaces are made by Lambda, at deployment': /TouchCache (AttachToNetwork|LeaveNetworkToLambda)$/,
  'a nudge is a favour: Reconcile of the other Region looks every minute': /PublishParameters NudgeOthers$/,
  'what ReceiveAlarm could not do reaches people by its destination, which Lambda serves': /ReceiveAlarm sns:Publish$/,
  'schedules belong to no run': /EveryMinute Invoke$/,
  'Reconcile belongs to no run: it works beside them': /ReconcileReconcile /,
};

test('every statement of the stack was taken away in a run of its own, or is exempt with a reason', () => {
  const roles = world.stacks
    .filter(({ region }) => region === west)
    .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::IAM::Role'));
  const all = roles.flatMap(({ logicalId, attributes }) =>
    (world.iam.role(attributes?.Arn ?? '')?.policies ?? [])
      .flat()
      .map(({ sid, actions }) => `${logicalId.replace(/Role[0-9A-F]{8}$/, '')} ${sid ?? actions.patterns.join(' ')}`),
  );
  const untested = all.filter((name) => ![...withdrawn].some((known) => name.endsWith(known)));
  expect(untested.filter((name) => !Object.values(exempt).some((pattern) => pattern.test(name)))).toEqual([]);
});

/** What a run that died leaves in the journal; nothing clears it. */
const leaveClaim = async (owner: string | undefined): Promise<void> => {
  const table = world.stacks
    .filter((stack) => stack.region === west)
    .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::DynamoDB::Table'))[0];
  const claim = {
    M: {
      owner: { S: owner ?? '' },
      since: { S: new Date(world.clock.now()).toISOString() },
      yielding: { BOOL: false },
    },
  };
  await world.client(DynamoDBClient, west).send(
    new UpdateItemCommand({
      TableName: String(table?.ref),
      Key: { datastore: { S: datastore }, item: { S: 'incident' } },
      UpdateExpression: owner === undefined ? 'REMOVE claim' : 'SET claim = :claim',
      ...(owner !== undefined && { ExpressionAttributeValues: { ':claim': claim } }),
    }),
  );
};

const goBackEast = async (): Promise<void> => {
  world.heal(east);
  world.network.setRoute53('up');
  await settle(world);
  await promoteByHand(world, east, 'sessions-use1');
  expect(cameTo(await run(world, east, { datastore }))).toBe('adopted');
  world.advance(3_700_000);
  await settle(world);
  await loseEast(world);
};
