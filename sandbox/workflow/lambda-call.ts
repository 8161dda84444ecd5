import { AwsError } from '../aws/service.ts';
import { StateFailure } from './failure.ts';
import { type Json, parseJson } from './json.ts';
import type { TaskInvocationResult } from './ports.ts';

/** What a Task asks of Lambda. */
export interface TaskCall {
  readonly resource: string;
  readonly functionName: string;
  readonly payload: string;
  /** `arn:aws:states:::lambda:invoke…`: the result is wrapped. */
  readonly optimized: boolean;
  /** `.waitForTaskToken` */
  readonly waits: boolean;
  /** The whole of `Parameters`, as TaskScheduled shows it. */
  readonly parameters: string;
}

const integration = 'arn:aws:states:::lambda:invoke';

/** Reads `Resource` and the effective `Parameters` of a Task. */
export const readCall = (resource: string, task: Json): TaskCall => {
  const parameters = JSON.stringify(task);
  const waits = resource === `${integration}.waitForTaskToken`;
  if (!waits && resource !== integration) {
    if (!/^arn:aws[\w-]*:lambda:/.test(resource))
      throw new StateFailure(
        'States.Runtime',
        `The sandbox has no resource '${resource}': it invokes Lambda functions only.`,
      );
    return { resource, functionName: resource, payload: parameters, optimized: false, waits, parameters };
  }

  const { FunctionName, Payload = {}, ...others } = Object.fromEntries(Object.entries(task ?? {}));
  const unknown = Object.keys(others);
  if (unknown.length > 0)
    throw new StateFailure('States.Runtime', `The sandbox's lambda:invoke does not know '${unknown.join("', '")}'.`);
  if (typeof FunctionName !== 'string')
    throw new StateFailure('States.Runtime', `The field 'FunctionName' is required but was missing`);
  return { resource, functionName: FunctionName, payload: JSON.stringify(Payload), optimized: true, waits, parameters };
};

export const readResult = ({ payload }: TaskInvocationResult): Json => (payload === '' ? null : parseJson(payload));

/** The result of `lambda:invoke` ("Invoke an AWS Lambda function with Step Functions"), without its HTTP metadata. */
export const wrapResult = (result: TaskInvocationResult): Json => ({
  ExecutedVersion: result.executedVersion,
  Payload: readResult(result),
  StatusCode: 200,
});

/** DescribeExecution's `cause` holds at most 32,768 characters. */
const clip = (text: string): string => text.slice(0, 32_768);

/** A function that failed: its `errorType`, and its whole error as text. Without one, `Lambda.Unknown`. */
export const functionFailure = (payload: string): StateFailure => {
  const error = new Map(Object.entries(readError(payload) ?? {})).get('errorType');
  return new StateFailure(typeof error === 'string' && error !== '' ? error : 'Lambda.Unknown', clip(payload));
};

const readError = (payload: string): Json => {
  try {
    return parseJson(payload);
  } catch {
    return null;
  }
};

/**
 * What Lambda or IAM refused, under the name of the exception in AWS's SDK for Java, which Step Functions uses.
 * A code that is no modelled exception of Lambda, AccessDeniedException for one, is `Lambda.AWSLambdaException`.
 */
export const refusal = (reason: unknown): unknown => {
  if (!(reason instanceof AwsError)) return reason;
  const { code, message, status } = reason;
  const error = modelled.has(code) ? `Lambda.${code}` : 'Lambda.AWSLambdaException';
  return new StateFailure(
    error,
    clip(
      `${message} (Service: AWSLambda; Status Code: ${status}; Error Code: ${code}; Request ID: sandbox; Proxy: null)`,
    ),
  );
};

const modelled = new Set([
  'TooManyRequestsException',
  'ServiceException',
  'ResourceNotFoundException',
  'ResourceNotReadyException',
  'ResourceConflictException',
  'InvalidParameterValueException',
  'InvalidRequestContentException',
  'RequestTooLargeException',
  'UnsupportedMediaTypeException',
  'EC2ThrottledException',
  'EC2UnexpectedException',
  'ENILimitReachedException',
  'SubnetIPAddressLimitReachedException',
  'KMSAccessDeniedException',
]);
