import * as z from 'zod';
import type { AsyncConfig } from '../../lambda.ts';
import { type DeployContext, resourceType } from '../resource-type.ts';

const functionOf = (nameOrArn: string, { targets, region }: DeployContext) => {
  const found = targets.lambda.find(nameOrArn, region);
  if (!found) throw new Error(`FunctionName: there is no function ${nameOrArn} in ${region}`);
  return found;
};

export const lambdaEventInvokeConfig = resourceType(
  z.strictObject({
    FunctionName: z.string(),
    Qualifier: z.literal('$LATEST', 'the sandbox runs $LATEST only'),
    MaximumRetryAttempts: z.number().optional(),
    MaximumEventAgeInSeconds: z.number().optional(),
  }),
  ({ FunctionName, MaximumRetryAttempts, MaximumEventAgeInSeconds }, context) => {
    const asyncConfig: AsyncConfig = {
      ...(MaximumRetryAttempts === undefined ? {} : { maximumRetryAttempts: MaximumRetryAttempts }),
      ...(MaximumEventAgeInSeconds === undefined ? {} : { maximumEventAgeSeconds: MaximumEventAgeInSeconds }),
    };
    context.targets.lambda.deploy({ ...functionOf(FunctionName, context), asyncConfig });
    return { ref: `${FunctionName}|$LATEST` };
  },
);

export const lambdaPermission = resourceType(
  z.strictObject({
    Action: z.literal('lambda:InvokeFunction'),
    FunctionName: z.string(),
    Principal: z.string(),
    SourceArn: z.string().optional(),
    SourceAccount: z.string().optional(),
  }),
  ({ FunctionName, Principal, SourceArn, SourceAccount }, context) => {
    const functionArn = functionOf(FunctionName, context).arn;
    context.targets.permissions.add({
      functionArn,
      principal: Principal,
      sourceArn: SourceArn,
      sourceAccount: SourceAccount,
    });
    return { ref: context.generatedName(100) };
  },
);
