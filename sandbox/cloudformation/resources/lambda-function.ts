import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

const ignored = z.unknown().optional();

export const lambdaFunction = resourceType(
  z.strictObject({
    FunctionName: z.string().max(64).optional(),
    Code: z.strictObject({ S3Bucket: z.string(), S3Key: z.string() }),
    Handler: z.string(),
    Role: z.string(),
    Runtime: z.string().regex(/^nodejs2[24]\.x$/, 'the sandbox runs nodejs22.x and nodejs24.x'),
    Environment: z.strictObject({ Variables: z.record(z.string(), z.string()).default({}) }).optional(),
    Timeout: z.number().default(3),
    MemorySize: z.number().default(128),
    LoggingConfig: z.looseObject({ LogGroup: z.string().optional() }).optional(),
    VpcConfig: z.looseObject({ SubnetIds: z.array(z.string()).min(1) }).optional(),
    // None of these changes what the sandbox shows of a function.
    Architectures: ignored,
    Description: ignored,
    EphemeralStorage: ignored,
    ReservedConcurrentExecutions: z.number().min(1, 'the sandbox does not throttle by concurrency').optional(),
    RecursiveLoop: ignored,
    Tags: ignored,
    TracingConfig: ignored,
  }),
  (properties, context) => {
    const { targets, region, account } = context;
    const { Code, Handler, Role, Timeout, MemorySize } = properties;
    const codeDirectory = context.asset(Code.S3Key);
    if (!codeDirectory) throw new Error(`Code.S3Key: no asset of the assembly has the key ${Code.S3Key}`);
    const refusal = 'The role defined for the function cannot be assumed by Lambda.';
    targets.trusts.check(Role, { service: 'lambda.amazonaws.com', refusal });

    const name = properties.FunctionName ?? context.generatedName(64);
    const arn = `arn:aws:lambda:${region}:${account}:function:${name}`;
    targets.lambda.deploy({
      name,
      arn,
      region,
      roleArn: Role,
      codeDirectory,
      handler: Handler,
      environment: properties.Environment?.Variables ?? {},
      timeoutMs: Timeout * 1_000,
      memoryMb: MemorySize,
      logGroup: properties.LoggingConfig?.LogGroup ?? `/aws/lambda/${name}`,
      inVpc: properties.VpcConfig !== undefined,
    });
    return { ref: name, attributes: { Arn: arn } };
  },
);
