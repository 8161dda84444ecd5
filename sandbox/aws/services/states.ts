import type {
  DescribeExecutionInput,
  DescribeStateMachineForExecutionInput,
  DescribeStateMachineInput,
  GetExecutionHistoryInput,
  ListExecutionsInput,
  ListStateMachinesInput,
  RedriveExecutionInput,
  SendTaskFailureInput,
  SendTaskHeartbeatInput,
  SendTaskSuccessInput,
  StartExecutionInput,
  StopExecutionInput,
} from '@aws-sdk/client-sfn';
import { type Outcome, TaskTokens } from '../../workflow.ts';
import type { Call, Operation, Service } from '../service.ts';
import { Executions } from './states/executions.ts';
import { Machines } from './states/machines.ts';
import { pageOf } from './states/page.ts';
import type { MachineSpec, StatesDependencies } from './states/ports.ts';
import { describeExecution, describeMachine, listExecution, withoutData } from './states/views.ts';

export type { MachineSpec, StatesDependencies } from './states/ports.ts';

export interface States {
  readonly service: Service;
  /** Creates or replaces a state machine. What CloudFormation calls. Answers its ARN. Throws `InvalidDefinition`. */
  readonly createStateMachine: (spec: MachineSpec) => string;
  /** Deletes a state machine. Its executions go on to their end. */
  readonly deleteStateMachine: (arn: string) => void;
  /** Resolves with how an execution ended. Throws if there is none of that ARN. */
  readonly settled: (executionArn: string) => Promise<Outcome>;
  /** The ARN of the state machine whose execution waits for this token: SendTask… is authorised on it. */
  readonly stateMachineOf: (taskToken: string) => string | undefined;
  /** Aborts every execution and resolves when all have ended. */
  readonly stop: () => Promise<void>;
}

/** AWS Step Functions: Standard workflows of all Regions. Regions are isolated. */
export const createStates = (dependencies: StatesDependencies): States => {
  const machines = new Machines();
  const executions = new Executions(dependencies);
  const tokens = new Map<string, TaskTokens>();
  const tokensOf = (region: string): TaskTokens => {
    const known = tokens.get(region) ?? new TaskTokens(dependencies.random);
    tokens.set(region, known);
    return known;
  };
  const parts: Parts = { ...dependencies, machines, executions, tokensOf };

  return {
    service: {
      id: 'states',
      operations: { ...machineOperations(parts), ...executionOperations(parts), ...taskOperations(parts) },
    },
    createStateMachine: (spec) =>
      machines.put(spec, { account: dependencies.account, now: dependencies.clock.now() }).arn,
    deleteStateMachine: (arn) => machines.remove(arn),
    settled: (arn) => executions.get(arn, arn.split(':')[3] ?? '').run.settled,
    stateMachineOf: (token) =>
      [...tokens.values()].map((known) => known.stateMachineOf(token)).find((arn) => arn !== undefined),
    stop: async () => {
      const running = executions.running();
      for (const { run } of running) run.abort({ error: 'Sandbox.Stopped', cause: 'the sandbox went down' });
      await Promise.all(running.map(({ run }) => run.settled));
    },
  };
};

interface Parts extends StatesDependencies {
  readonly machines: Machines;
  readonly executions: Executions;
  readonly tokensOf: (region: string) => TaskTokens;
}

const machineOperations = ({ machines, executions }: Parts): Record<string, Operation> => ({
  ListStateMachines: (input: ListStateMachinesInput, { region }: Call) => {
    const { items, nextToken } = pageOf(machines.list(region), input);
    const stateMachines = items.map(({ arn, name, createdAt }) => ({
      stateMachineArn: arn,
      name,
      type: 'STANDARD',
      creationDate: new Date(createdAt),
    }));
    return { stateMachines, nextToken };
  },
  DescribeStateMachine: ({ stateMachineArn = '' }: DescribeStateMachineInput, { region }: Call) =>
    describeMachine(machines.get(stateMachineArn, region)),
  DescribeStateMachineForExecution: (
    { executionArn = '' }: DescribeStateMachineForExecutionInput,
    { region }: Call,
  ) => {
    const { machine } = executions.get(executionArn, region);
    const { creationDate: updateDate, type: _type, status: _status, ...described } = describeMachine(machine);
    return { ...described, updateDate };
  },
});

const executionOperations = ({ machines, executions, tokensOf, random, clock }: Parts): Record<string, Operation> => ({
  StartExecution: ({ stateMachineArn = '', name, input = '{}' }: StartExecutionInput, { region }: Call) => {
    const machine = machines.get(stateMachineArn, region);
    const started = executions.start(machine, { name: name ?? uuid(random), input }, tokensOf(region));
    return { executionArn: started.arn, startDate: new Date(started.startedAt) };
  },
  StopExecution: async ({ executionArn = '', error, cause }: StopExecutionInput, { region }: Call) => {
    const execution = executions.get(executionArn, region);
    execution.run.abort({ error, cause });
    await execution.run.settled;
    return { stopDate: new Date(execution.stoppedAt ?? 0) };
  },
  RedriveExecution: ({ executionArn = '', clientToken }: RedriveExecutionInput, { region }: Call) => ({
    redriveDate: new Date(executions.redrive(executions.get(executionArn, region), clientToken)),
  }),
  DescribeExecution: ({ executionArn = '' }: DescribeExecutionInput, { region }: Call) =>
    describeExecution(executions.get(executionArn, region), clock.now()),
  ListExecutions: (input: ListExecutionsInput, { region }: Call) => {
    const all = executions.of(machines.get(input.stateMachineArn ?? '', region)).map(listExecution);
    const { items, nextToken } = pageOf(
      all.filter(({ status }) => input.statusFilter === undefined || status === input.statusFilter),
      input,
    );
    return { executions: items, nextToken };
  },
  GetExecutionHistory: (input: GetExecutionHistoryInput, { region }: Call) => {
    const { events } = executions.get(input.executionArn ?? '', region).run.log;
    const { items, nextToken } = pageOf(input.reverseOrder ? events.toReversed() : events, input);
    return { events: input.includeExecutionData === false ? items.map(withoutData) : items, nextToken };
  },
});

const taskOperations = ({ tokensOf }: Parts): Record<string, Operation> => ({
  SendTaskSuccess: ({ taskToken = '', output = '' }: SendTaskSuccessInput, { region }: Call) => {
    tokensOf(region).succeed(taskToken, output);
    return {};
  },
  SendTaskFailure: ({ taskToken = '', error, cause }: SendTaskFailureInput, { region }: Call) => {
    tokensOf(region).fail(taskToken, { error, cause });
    return {};
  },
  SendTaskHeartbeat: ({ taskToken = '' }: SendTaskHeartbeatInput, { region }: Call) => {
    tokensOf(region).heartbeat(taskToken);
    return {};
  },
});

const uuid = (random: () => number): string =>
  'xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx'.replaceAll('x', () => Math.floor(random() * 16).toString(16));
