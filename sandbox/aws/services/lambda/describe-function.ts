import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionSpec } from '../../../lambda.ts';

/** A function as GetFunctionConfiguration shows it: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html */
export const describeFunction = (spec: FunctionSpec): FunctionConfiguration => ({
  FunctionName: spec.name,
  FunctionArn: spec.arn,
  Role: spec.roleArn,
  Handler: spec.handler,
  Runtime: 'nodejs24.x',
  Architectures: ['arm64'],
  PackageType: 'Zip',
  Timeout: Math.round(spec.timeoutMs / 1000),
  MemorySize: spec.memoryMb,
  Environment: { Variables: { ...spec.environment } },
  LoggingConfig: { LogFormat: 'Text', LogGroup: spec.logGroup },
  Version: '$LATEST',
  State: 'Active',
  LastUpdateStatus: 'Successful',
});
