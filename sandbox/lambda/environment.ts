import type { FunctionSpec } from './function-spec.ts';
import type { RoleCredentials } from './ports.ts';

/**
 * The whole environment of a function: its own variables, and those that Lambda sets and nobody can override
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html). Nothing of the sandbox's own leaks in.
 */
export const environmentOf = (
  spec: FunctionSpec,
  { credentials, logStream }: { credentials: RoleCredentials; logStream: string },
): Record<string, string> => ({
  LANG: 'en_US.UTF-8',
  PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
  TZ: ':UTC',
  ...spec.environment,
  _HANDLER: spec.handler,
  AWS_REGION: spec.region,
  AWS_DEFAULT_REGION: spec.region,
  AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
  AWS_LAMBDA_FUNCTION_NAME: spec.name,
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
  AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
  AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
  AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
  AWS_LAMBDA_LOG_STREAM_NAME: logStream,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_SESSION_TOKEN: credentials.sessionToken,
  LAMBDA_TASK_ROOT: spec.codeDirectory,
  LAMBDA_RUNTIME_DIR: '/var/runtime',
});

/** `2026/11/23/[$LATEST]<32 hexadecimal digits>`, one per execution environment. */
export const logStreamName = (now: number, uuid: string): string =>
  `${new Date(now).toISOString().slice(0, 10).replaceAll('-', '/')}/[$LATEST]${uuid.replaceAll('-', '')}`;
