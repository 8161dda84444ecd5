/** What the sandbox needs of an `AWS::Lambda::Function` to run it. */
export interface FunctionSpec {
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly roleArn: string;
  /** The unzipped code asset, as `cdk synth` wrote it. */
  readonly codeDirectory: string;
  /** `<file>.<export>`, for example `index.handler`. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly logGroup: string;
  /** Has a `VpcConfig`: reaches the caches, and, without NAT, no AWS API. */
  readonly inVpc: boolean;
  readonly asyncConfig?: AsyncConfig;
}

/** An `AWS::Lambda::EventInvokeConfig`. What is left out is as in Lambda: 2 retries, 6 hours. */
export interface AsyncConfig {
  readonly maximumRetryAttempts?: number;
  readonly maximumEventAgeSeconds?: number;
}

/** Finds a function by name, partial ARN or ARN, with or without a qualifier, as the Lambda API does. */
export const functionNameOf = (nameOrArn: string): string => {
  const parts = nameOrArn.split(':');
  const marker = parts.indexOf('function');
  return (marker < 0 ? parts[0] : parts[marker + 1]) ?? '';
};

/** The Region an ARN names; undefined for a bare name. */
export const regionOf = (nameOrArn: string): string | undefined =>
  nameOrArn.startsWith('arn:') ? nameOrArn.split(':')[3] : undefined;
