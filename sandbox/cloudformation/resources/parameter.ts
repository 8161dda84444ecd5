import * as z from 'zod';
import { administratorCall } from '../../world/administrator-call.ts';
import { resourceType } from '../resource-type.ts';

export const parameter = resourceType(
  z.strictObject({
    Name: z.string().optional(),
    Type: z.enum(['String', 'StringList']),
    Value: z.string(),
    Description: z.string().optional(),
    AllowedPattern: z.string().optional(),
    DataType: z.string().optional(),
    Tier: z.string().optional(),
    Tags: z.unknown().optional(),
  }),
  async ({ Name, Tags: _none, ...properties }, context) => {
    const name = Name ?? context.generatedName(128);
    const input = { Name: name, ...properties, Overwrite: true };
    await administratorCall(context.targets.ssm, 'PutParameter', { input, ...context });
    return { ref: name, attributes: { Type: properties.Type, Value: properties.Value } };
  },
);
