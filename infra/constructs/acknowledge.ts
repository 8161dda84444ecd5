import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Tells cdk-nag that a wildcard in the policies under `scope` is meant, and why. */
export const acknowledgeWildcard = (
  scope: IConstruct,
  { resources, because }: { readonly resources: readonly string[]; readonly because: string },
): void => {
  for (const resource of resources)
    Validations.of(scope).acknowledge({
      id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`,
      reason: because,
    });
};
