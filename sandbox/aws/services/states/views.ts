import type {
  DescribeExecutionOutput,
  DescribeStateMachineOutput,
  ExecutionListItem,
  HistoryEvent,
} from '@aws-sdk/client-sfn';
import { notRedrivable, type Started } from './executions.ts';
import type { Machine } from './machines.ts';

const statusOf = ({ outcome }: Started) => outcome?.status ?? 'RUNNING';

const stopDate = ({ stoppedAt }: Started) => (stoppedAt === undefined ? {} : { stopDate: new Date(stoppedAt) });

const redriveDate = ({ redrivenAt }: Started) =>
  redrivenAt === undefined ? {} : { redriveDate: new Date(redrivenAt) };

export const describeExecution = (execution: Started, now: number): DescribeExecutionOutput => {
  const against = notRedrivable(execution, now);
  const { arn, name, machine, input, startedAt, outcome, redrives } = execution;
  return {
    executionArn: arn,
    stateMachineArn: machine.arn,
    name,
    status: statusOf(execution),
    startDate: new Date(startedAt),
    ...stopDate(execution),
    input,
    inputDetails: { included: true },
    ...(outcome?.status === 'SUCCEEDED'
      ? { output: outcome.output, outputDetails: { included: true } }
      : { error: outcome?.error, cause: outcome?.cause }),
    redriveCount: redrives,
    ...redriveDate(execution),
    ...(against
      ? { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: `${against}.` }
      : { redriveStatus: 'REDRIVABLE' }),
  };
};

export const listExecution = (execution: Started): ExecutionListItem => ({
  executionArn: execution.arn,
  stateMachineArn: execution.machine.arn,
  name: execution.name,
  status: statusOf(execution),
  startDate: new Date(execution.startedAt),
  ...stopDate(execution),
  redriveCount: execution.redrives,
  ...redriveDate(execution),
});

export const describeMachine = (machine: Machine): DescribeStateMachineOutput => ({
  stateMachineArn: machine.arn,
  name: machine.name,
  status: 'ACTIVE',
  definition: machine.definition,
  roleArn: machine.roleArn,
  type: 'STANDARD',
  creationDate: new Date(machine.createdAt),
  tracingConfiguration: { enabled: machine.tracingEnabled ?? false },
});

/** `includeExecutionData: false`: the same events without inputs, outputs and parameters. */
export const withoutData = (event: HistoryEvent): HistoryEvent => {
  const strip = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || value instanceof Date) return value;
    const kept = Object.entries(value).filter(([key]) => !['input', 'output', 'parameters'].includes(key));
    return Object.fromEntries(kept.map(([key, item]) => [key, strip(item)]));
  };
  return { ...event, ...Object(strip(event)), id: event.id };
};
