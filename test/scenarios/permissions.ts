import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { type DescribeExecutionOutput, GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import { expect } from '@jest/globals';
import type { World } from '../../sandbox/world.ts';
import { automatic, datastore, type hurry, roleOf, run, watch, west } from '../support/world.ts';

/**
 * The statements of the acting Region's stack by function, each taken away in a run of its own. `noEvidence` and
 * `noRun` before anything is promoted, `coolingDown` after a promotion elsewhere, `atPromotion` in a run that promotes, `noPublication` once the Region is primary,
 * `atSeparation` where a promotion led to no writes.
 */
export const taken = {
  noEvidence: {
    Probe: [
      'ReadRolesHere',
      'ReadOwnMember',
      'TouchCaches',
      'ReadOwnEndpoint',
      'PublishMetrics',
      'ReadJournal',
      'NoteInJournal',
    ],
    ReceiveAlarm: ['ReadAlarmsHere', 'ReadSwitch', 'StartRuns'],
  },
  noRun: {
    Workflow: ['RunTasks'],
    OpenIncident: ['ReadJournal', 'ChangeJournal', 'LookAtRuns'],
    AssessHealth: [
      'ReadRoles',
      'ReadOwnMember',
      'TouchCaches',
      'ReadEndpoints',
      'ReadSwitch',
      'ReadJournal',
      'AskWitness',
      'ReadAlarms',
      'ChangeJournal',
    ],
    RequestApproval: ['PagePeople', 'ChangeJournal'],
    PromoteRegion: [
      'ReadRoles',
      'ReadOwnMember',
      'TouchCaches',
      'ReadEndpoints',
      'ReadSwitch',
      'ReadJournal',
      'AskWitness',
      'ReadAlarms',
      'ChangeJournal',
      'PromoteThisRegion',
    ],
    AskForHelp: ['PagePeople', 'TellMachines', 'NoteInJournal', 'ReadJournal', 'ChangeJournal'],
  },
  /** In `people.world.test.ts`: a cooldown that people ended goes on binding. */
  coolingDown: { AssessHealth: ['ReadAcknowledged'], PromoteRegion: ['ReadAcknowledged'] },
  atPromotion: { UpdateDns: ['ReadSwitch'], PublishParameters: ['ReadSwitch'] },
  noPublication: {
    CheckPromotion: ['ReadRolesHere', 'ReadOwnMember', 'TouchCaches', 'ReadJournal', 'ChangeJournal'],
    PublishParameters: [
      'ReadRolesHere',
      'ReadOwnMember',
      'ReadJournal',
      'ChangeJournal',
      'ReadOwnEndpoint',
      'PublishEndpoint',
    ],
    UpdateDns: ['ReadRolesHere', 'ReadOwnMember', 'ReadJournal', 'ReadRecords', 'ChangeRecord0'],
    VerifyCutover: ['ReadOwnEndpoint', 'TouchCaches'],
    CloseIncident: ['PagePeople', 'TellMachines', 'NoteInJournal', 'ChangeJournal'],
  },
  atSeparation: {
    RequestSeparation: ['PagePeople', 'ChangeJournal'],
    SeparateRegion: [
      'ReadRoles',
      'ReadOwnMember',
      'TouchCaches',
      'ReadEndpoints',
      'ReadSwitch',
      'ReadJournal',
      'ChangeJournal',
      'SeparateThisRegion',
    ],
  },
} as const;

/** Statements that no run can miss, by the reason. Matched from the end of `<construct> <sid or actions>`. */
export const exempt: Readonly<Record<string, RegExp>> = {
  'log delivery: the sandbox, as Lambda, keeps logs without asking': / logs:/,
  'tracing: nothing decides by it': / xray:/,
  'network interfaces are made by Lambda, at deployment': /TouchCache (AttachToNetwork|LeaveNetworkToLambda)$/,
  'a nudge is a favour: Reconcile of the other Region looks every minute': /PublishParameters NudgeOthers$/,
  'read only where the replication offset of a cache is unknown': /SeparateRegion ReadReplicationLag$/,
  'schedules belong to no run': /EveryMinute Invoke$/,
  'Reconcile belongs to no run: it works beside them': /ReconcileReconcile /,
};

/** A world in which functions lose permissions, with the pauses of retries skipped. */
export interface Bench {
  readonly world: World;
  readonly hurrying: ReturnType<typeof hurry>;
}

interface Missing<T> {
  readonly role: string;
  readonly sid: string;
  readonly act: () => Promise<T>;
}

/** Acts without one statement: IAM refused a call of it, and somebody could read which. */
export const actWithout = async <T>({ world, hurrying }: Bench, { role, sid, act }: Missing<T>): Promise<T> => {
  const { statements, restore } = world.removeStatement(
    roleOf(world, west, role),
    (statement) => statement.sid === sid,
  );
  const seen = watch(world);
  const result = await act().finally(restore);
  await hurrying.settled();
  const told = [seen.said(), ...(await Promise.all(seen.started().map((arn) => eventsOf(world, arn))))];
  const actions = statements.flatMap((statement) => statement.actions.patterns);
  expect([`${role} ${sid}`, statements.length]).toEqual([`${role} ${sid}`, 1]);
  expect(seen.denials()).not.toEqual([]);
  expect(actions.filter((action) => saysDenied(told.join('\n'), action))).not.toEqual([]);
  return result;
};

/** SNS writes its own name in capitals. */
const saysDenied = (text: string, action: string): boolean =>
  text.toLowerCase().includes(`is not authorized to perform: ${action.toLowerCase()}`);

const eventsOf = async (world: World, executionArn: string): Promise<string> => {
  const command = new GetExecutionHistoryCommand({ executionArn, reverseOrder: true });
  return JSON.stringify((await world.client(SFNClient, west).send(command)).events);
};

/** What a run without one statement came to. */
export const runWithout = async (
  bench: Bench,
  missing: Pick<Missing<unknown>, 'role' | 'sid'> & { readonly input?: object },
): Promise<string> => {
  const { input = automatic } = missing;
  return cameTo(await actWithout(bench, { ...missing, act: () => run(bench.world, west, input) }));
};

/** `held`, `degraded`, `FAILED`, or what a run that lacked nothing comes to. */
export const cameTo = ({ status = 'PENDING_REDRIVE', output = '{}' }: DescribeExecutionOutput): string => {
  if (status !== 'SUCCEEDED') return status;
  const { outcome, reason, degraded } = JSON.parse(output);
  if (degraded.length > 0) return 'degraded';
  return outcome === 'planned' ? (String(reason).split(':')[0] ?? '') : outcome;
};

/** What a run that died leaves in the journal; without an owner the journal is as if none had. */
export const leaveClaim = async (world: World, owner?: string): Promise<void> => {
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
