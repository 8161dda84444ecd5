import * as z from 'zod';
import { resourceType } from '../resource-type.ts';
import { managedPolicy } from './managed-policies.ts';

const InlinePolicy = z.strictObject({ PolicyName: z.string(), PolicyDocument: z.unknown() });

export const iamRole = resourceType(
  z.strictObject({
    AssumeRolePolicyDocument: z.unknown(),
    RoleName: z.string().max(64).optional(),
    Path: z.string().default('/'),
    Policies: z.array(InlinePolicy).default([]),
    ManagedPolicyArns: z.array(z.string()).default([]),
    // None of these changes what the role may do.
    Description: z.string().optional(),
    MaxSessionDuration: z.number().optional(),
    Tags: z.unknown().optional(),
  }),
  ({ AssumeRolePolicyDocument, RoleName, Path, Policies, ManagedPolicyArns }, context) => {
    const { account, targets } = context;
    const name = RoleName ?? context.generatedName(64);
    const arn = `arn:aws:iam::${account}:role${Path}${name}`;
    targets.iam.trust(arn, AssumeRolePolicyDocument);
    targets.trusts.set(arn, AssumeRolePolicyDocument);
    for (const { PolicyDocument } of Policies) targets.iam.allow(arn, PolicyDocument);
    for (const policy of ManagedPolicyArns) targets.iam.allow(arn, managedPolicy(policy, targets));
    return { ref: name, attributes: { Arn: arn, RoleId: `AROA${context.generatedName(40).slice(-12)}` } };
  },
);
