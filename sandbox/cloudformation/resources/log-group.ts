import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

export const logGroup = resourceType(
  z.strictObject({
    LogGroupName: z.string().optional(),
    RetentionInDays: z.number().optional(),
    KmsKeyId: z.string().optional(),
    LogGroupClass: z.string().optional(),
    Tags: z.unknown().optional(),
  }),
  ({ LogGroupName, RetentionInDays }, context) => {
    const name = LogGroupName ?? context.generatedName(512);
    context.targets.logs.ensureGroup(context.region, name, RetentionInDays);
    return { ref: name, attributes: { Arn: `arn:aws:logs:${context.region}:${context.account}:log-group:${name}:*` } };
  },
);
