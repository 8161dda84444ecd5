import type { DeployedResource, DeployedStack } from '../cloudformation.ts';

/**
 * Finds what was deployed in a Region by its physical name, or by the id that its construct has in the CDK app: the
 * logical id's last part, before the eight characters that the CDK appends.
 */
export const findDeployed = (
  stacks: readonly DeployedStack[],
  { type, region, name }: { type: string; region: string; name: string },
): DeployedResource => {
  const there = stacks
    .filter((stack) => stack.region === region)
    .flatMap(({ resources }) => resources.filter((resource) => resource.type === type));
  const plain = name.replaceAll(/[^A-Za-z0-9]/g, '');
  const named = there.filter(({ ref, attributes }) => ref === name || attributes?.Arn === name);
  const exact = named.length > 0 ? named : there.filter(({ logicalId }) => constructOf(logicalId).endsWith(plain));
  const shortest = exact.toSorted((a, b) => a.logicalId.length - b.logicalId.length)[0];
  if (shortest) return shortest;
  throw new RangeError(`no ${type} called ${name} in ${region}; there are ${there.map(({ ref }) => ref).join(', ')}`);
};

const constructOf = (logicalId: string): string => logicalId.replace(/[0-9A-F]{8}$/, '');
