import { AwsError } from '../../service.ts';

/** Refusals in Step Functions' own words. */
export const refuse = {
  noMachine: (arn: string) => new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`),
  noExecution: (arn: string) => new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`),
  arn: (arn: string) => new AwsError('InvalidArn', `Invalid Arn: '${arn}'`),
  name: (name: string) => new AwsError('InvalidName', `Invalid Name: '${name}'`),
  input: (input: string) =>
    new AwsError('InvalidExecutionInput', `Invalid State Machine Execution Input: '${input.slice(0, 200)}'`),
  exists: (arn: string) => new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`),
  notRedrivable: (arn: string, why: string) =>
    new AwsError('ExecutionNotRedrivable', `Execution Not Redrivable: '${arn}': ${why}`),
  token: () => new AwsError('InvalidToken', "Invalid Token: 'Invalid token'"),
  validation: (message: string) => new AwsError('ValidationException', `1 validation error detected: ${message}`),
};
