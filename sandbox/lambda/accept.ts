import { AwsError } from '../aws/service.ts';
import { type FunctionSpec, functionNameOf, regionOf } from './function-spec.ts';
import type { Invocation } from './invocation.ts';
import { PAYLOAD_MAX } from './outcome.ts';

/** Asynchronous events: 1 MB; https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const EVENT_MAX = 1_048_576;

/** The JSON text to run with; throws what Lambda refuses before any function starts. */
export const acceptPayload = ({ payload, invocationType }: Pick<Invocation, 'payload' | 'invocationType'>): string => {
  const limit = invocationType === 'Event' ? EVENT_MAX : PAYLOAD_MAX;
  const size = Buffer.byteLength(payload);
  if (size > limit)
    throw new AwsError(
      'RequestTooLargeException',
      `${size} byte payload is too large for the ${invocationType} invocation type (limit ${limit} bytes)`,
      { status: 413, members: { Type: 'User' } },
    );
  if (payload === '') return '{}';
  try {
    JSON.parse(payload);
    return payload;
  } catch (error) {
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${error}`, {
      members: { Type: 'User' },
    });
  }
};

/** Where a function's name is looked for; throws if its ARN names another Region than the one that is asked. */
export const acceptName = (nameOrArn: string, region: string): string => {
  const named = regionOf(nameOrArn);
  if (named === undefined || named === region) return functionNameOf(nameOrArn);
  throw new AwsError(
    'ResourceNotFoundException',
    `Functions from '${named}' are not reachable in this region ('${region}')`,
    { status: 404, members: { Type: 'User' } },
  );
};

export const functionNotFound = ({ region, account, name }: { region: string; account: string; name: string }) =>
  new AwsError(
    'ResourceNotFoundException',
    `Function not found: arn:aws:lambda:${region}:${account}:function:${name}`,
    {
      status: 404,
      members: { Type: 'User' },
    },
  );

/** The functions that are deployed, by Region and name. */
export const createRegistry = () => {
  const functions = new Map<string, FunctionSpec>();
  const keyOf = (region: string, name: string): string => `${region} ${name}`;
  return {
    put: (spec: FunctionSpec): FunctionSpec | undefined => {
      const key = keyOf(spec.region, spec.name);
      const before = functions.get(key);
      functions.set(key, spec);
      return before;
    },
    remove: (region: string, name: string): FunctionSpec | undefined => {
      const before = functions.get(keyOf(region, name));
      functions.delete(keyOf(region, name));
      return before;
    },
    get: (region: string, name: string) => functions.get(keyOf(region, name)),
    isCurrent: (spec: FunctionSpec) => functions.get(keyOf(spec.region, spec.name)) === spec,
    inRegion: (region: string) =>
      [...functions.values()].filter((spec) => spec.region === region).sort((a, b) => (a.name < b.name ? -1 : 1)),
    hasRole: (roleArn: string) => functions.values().some((spec) => spec.roleArn === roleArn),
  };
};
