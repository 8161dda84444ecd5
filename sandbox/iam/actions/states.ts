import { onAll, type Rows, row, textOf } from './row.ts';

const PAGE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsstepfunctions.html';

const on = (operation: string, member: string) =>
  row(PAGE, `states:${operation}`, (input) => [textOf(input, member) ?? '*']);

/** A token names no state machine; the sandbox knows whose it is. One of nobody is judged on `*`. */
const onToken = (operation: string) =>
  row(PAGE, `states:${operation}`, (input, { stateMachineOf }) => [
    stateMachineOf?.(textOf(input, 'taskToken') ?? '') ?? '*',
  ]);

export const states: Rows = {
  'states:ListStateMachines': onAll(PAGE, 'states:ListStateMachines'),
  'states:DescribeStateMachine': on('DescribeStateMachine', 'stateMachineArn'),
  'states:StartExecution': on('StartExecution', 'stateMachineArn'),
  'states:ListExecutions': on('ListExecutions', 'stateMachineArn'),
  'states:StopExecution': on('StopExecution', 'executionArn'),
  'states:DescribeExecution': on('DescribeExecution', 'executionArn'),
  'states:GetExecutionHistory': on('GetExecutionHistory', 'executionArn'),
  'states:DescribeStateMachineForExecution': on('DescribeStateMachineForExecution', 'executionArn'),
  'states:RedriveExecution': on('RedriveExecution', 'executionArn'),
  'states:SendTaskSuccess': onToken('SendTaskSuccess'),
  'states:SendTaskFailure': onToken('SendTaskFailure'),
  'states:SendTaskHeartbeat': onToken('SendTaskHeartbeat'),
};
