import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

const Roles = z.array(z.string());

const arnOf = (name: string, account: string) => `arn:aws:iam::${account}:role/${name}`;

export const iamPolicy = resourceType(
  z.strictObject({ PolicyName: z.string(), PolicyDocument: z.unknown(), Roles: Roles.min(1) }),
  ({ PolicyName, PolicyDocument, Roles }, { account, targets }) => {
    for (const role of Roles) targets.iam.allow(arnOf(role, account), PolicyDocument);
    return { ref: PolicyName };
  },
);

export const iamManagedPolicy = resourceType(
  z.strictObject({
    PolicyDocument: z.unknown(),
    ManagedPolicyName: z.string().optional(),
    Path: z.string().default('/'),
    Description: z.string().optional(),
    Roles: Roles.default([]),
  }),
  ({ PolicyDocument, ManagedPolicyName, Path, Roles }, context) => {
    const { account, targets } = context;
    const arn = `arn:aws:iam::${account}:policy${Path}${ManagedPolicyName ?? context.generatedName(128)}`;
    targets.policies.set(arn, PolicyDocument);
    for (const role of Roles) targets.iam.allow(arnOf(role, account), PolicyDocument);
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
);
