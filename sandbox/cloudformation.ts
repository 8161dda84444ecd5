import { readAssembly } from './cloudformation/assembly.ts';
import { type DeployedStack, deployStack } from './cloudformation/stack.ts';
import type { Targets } from './cloudformation/targets.ts';

export { Permissions } from './cloudformation/permissions.ts';
export type { DeployedResource, DeployedStack } from './cloudformation/stack.ts';
export type { Targets } from './cloudformation/targets.ts';
export { Trusts } from './cloudformation/trusts.ts';

/**
 * Deploys the cloud assembly in `directory` as CloudFormation would: every stack into its Region, intrinsic functions
 * resolved, resources in the order of their dependencies. What the sandbox cannot honour throws `SandboxError`, with
 * stack, logical id and type.
 */
export const deployAssembly = async (directory: string, targets: Targets): Promise<readonly DeployedStack[]> => {
  const { stacks, assets } = readAssembly(directory);
  const deployed: DeployedStack[] = [];
  for (const stack of stacks) deployed.push(await deployStack(stack, { targets, assets }));
  return deployed;
};
