import type {
  FunctionConfiguration,
  GetFunctionRequest,
  GetFunctionResponse,
  InvocationRequest,
  InvocationResponse,
  ListFunctionsRequest,
  ListFunctionsResponse,
} from '@aws-sdk/client-lambda';
import type { FunctionSpec, LambdaRuntime } from '../../lambda.ts';
import { AwsError, type Call, type Service } from '../service.ts';
import { describeFunction } from './lambda/describe-function.ts';

/** AWS Lambda, over the functions that were deployed: to look at them and to invoke them. */
export const createLambdaService = ({ runtime }: { readonly runtime: LambdaRuntime }): Service => {
  const find = (nameOrArn: string | undefined, { region, account }: Call): FunctionSpec => {
    const spec = runtime.find(nameOrArn ?? '', region);
    if (spec) return spec;
    const arn = nameOrArn?.startsWith('arn:') ? nameOrArn : `arn:aws:lambda:${region}:${account}:function:${nameOrArn}`;
    throw new AwsError('ResourceNotFoundException', `Function not found: ${arn}`, {
      status: 404,
      members: { Type: 'User' },
    });
  };
  const getFunctionConfiguration = ({ FunctionName }: GetFunctionRequest, call: Call): FunctionConfiguration =>
    describeFunction(find(FunctionName, call));
  const getFunction = ({ FunctionName }: GetFunctionRequest, call: Call): GetFunctionResponse => ({
    Configuration: describeFunction(find(FunctionName, call)),
    Code: { RepositoryType: 'S3' },
  });

  /** Page tokens are the name to go on from; Lambda's own are opaque. */
  const listFunctions = ({ Marker, MaxItems = 50 }: ListFunctionsRequest, { region }: Call): ListFunctionsResponse => {
    const all = runtime.list(region).filter(({ name }) => Marker === undefined || name >= Marker);
    const [page, next] = [all.slice(0, MaxItems), all[MaxItems]];
    return { Functions: page.map(describeFunction), ...(next && { NextMarker: next.name }) };
  };

  const invoke = async (input: InvocationRequest, call: Call): Promise<InvocationResponse> => {
    const { InvocationType = 'RequestResponse', Payload = new Uint8Array() } = input;
    const functionName = find(input.FunctionName, call).arn;
    if (InvocationType === 'DryRun') return { StatusCode: 204 };
    const result = await runtime.invoke({
      functionName,
      region: call.region,
      payload: Buffer.from(Payload).toString('utf8'),
      invocationType: InvocationType === 'Event' ? 'Event' : 'RequestResponse',
      from: call.from,
      ...(call.principal.kind === 'role' && { callerRoleArn: call.principal.roleArn }),
    });
    if (result.statusCode === 202) return { StatusCode: 202, Payload: response('') };
    return {
      StatusCode: result.statusCode,
      ExecutedVersion: result.executedVersion,
      Payload: response(result.payload),
      ...(result.functionError && { FunctionError: result.functionError }),
      ...(input.LogType === 'Tail' && { LogResult: Buffer.from(result.logTail).toString('base64') }),
    };
  };

  return {
    id: 'lambda',
    operations: {
      GetFunction: getFunction,
      GetFunctionConfiguration: getFunctionConfiguration,
      Invoke: invoke,
      ListFunctions: listFunctions,
    },
  };
};

/** What the SDK's client would see as a blob with its adapters; on the wire it is the bytes. */
const response = (text: string): InvocationResponse['Payload'] =>
  Object.assign(new Uint8Array(Buffer.from(text)), { transformToString: () => text });
