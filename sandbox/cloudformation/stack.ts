import { SandboxError } from '../world/sandbox-error.ts';
import type { AssembledStack } from './assembly.ts';
import { inOrder } from './dependencies.ts';
import { type Lookup, noValue, resolve } from './intrinsics.ts';
import { physicalName } from './physical-name.ts';
import { registry, withoutEffect } from './registry.ts';
import type { DeployContext, Deployed } from './resource-type.ts';
import type { Targets } from './targets.ts';

export interface DeployedResource extends Deployed {
  readonly logicalId: string;
  readonly type: string;
}

/** A stack as it was deployed. */
export interface DeployedStack {
  readonly name: string;
  readonly region: string;
  readonly resources: readonly DeployedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Logical ids of resources without effect in the sandbox. */
  readonly ignored: readonly string[];
}

/** Deploys one stack, each resource after those it needs. Throws `SandboxError` at the first that cannot be made. */
export const deployStack = async (
  stack: AssembledStack,
  { targets, assets }: { targets: Targets; assets: ReadonlyMap<string, string> },
): Promise<DeployedStack> => {
  const deployed = new Map<string, DeployedResource>();
  const lookup = lookupIn(stack, deployed);
  const ignored: string[] = [];

  for (const logicalId of named(stack, () => inOrder(stack.template))) {
    const resource = stack.template.Resources[logicalId];
    if (!resource || (resource.Condition !== undefined && !lookup.condition(resource.Condition))) continue;
    const { Type: type, Properties } = resource;
    const place = `stack ${stack.name}, ${logicalId} (${type})`;
    const made = await failingAt(place, async () => {
      const kind = registry[type] ?? withoutEffect[type];
      if (!kind) throw new Error('the sandbox does not know this resource type');
      return await kind.deploy(resolve(Properties, lookup), contextOf(stack, { logicalId, targets, assets }));
    });
    if (!registry[type]) ignored.push(logicalId);
    deployed.set(logicalId, { logicalId, type, ...made });
  }
  const { name, region } = stack;
  return { name, region, resources: [...deployed.values()], outputs: outputsOf(stack, lookup), ignored };
};

const named = <T>({ name }: AssembledStack, work: () => T): T => {
  try {
    return work();
  } catch (cause) {
    throw new SandboxError(`stack ${name}: ${messageOf(cause)}`, { cause });
  }
};

const failingAt = async <T>(place: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    throw new SandboxError(`${place}: ${messageOf(cause)}`, { cause });
  }
};

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));

const contextOf = (
  { name, region, account }: AssembledStack,
  { logicalId, targets, assets }: { logicalId: string; targets: Targets; assets: ReadonlyMap<string, string> },
): DeployContext => ({
  stack: name,
  logicalId,
  region,
  account,
  targets,
  generatedName: (maximum) => physicalName({ stack: name, region, logicalId }, maximum),
  asset: (key) => assets.get(key),
});

const outputsOf = ({ template }: AssembledStack, lookup: Lookup): Readonly<Record<string, unknown>> => {
  const present = Object.entries(template.Outputs).filter(
    ([, { Condition }]) => Condition === undefined || lookup.condition(Condition),
  );
  return Object.fromEntries(present.map(([name, { Value }]) => [name, resolve(Value, lookup)]));
};

const lookupIn = (stack: AssembledStack, deployed: ReadonlyMap<string, DeployedResource>): Lookup => {
  const { template, name, region, account } = stack;
  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::Region': region,
    'AWS::AccountId': account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::NoValue': noValue,
    'AWS::StackName': name,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${account}:stack/${name}/sandbox`,
    'AWS::NotificationARNs': [],
  };
  const lookup: Lookup = {
    ref: (id) => deployed.get(id)?.ref ?? template.Parameters[id]?.Default ?? pseudo[id],
    attribute: (id, attribute) => {
      const value = deployed.get(id)?.attributes?.[attribute];
      if (value !== undefined) return value;
      throw new Error(
        `Fn::GetAtt names ${id}.${attribute}, which ${template.Resources[id] ? 'has no such attribute here' : 'is no resource'}`,
      );
    },
    condition: (id) => {
      if (!(id in template.Conditions)) throw new Error(`there is no condition called ${id}`);
      return resolve(template.Conditions[id], lookup) === true;
    },
    mapping: (map, [first, second]) => {
      const value = template.Mappings[map]?.[first]?.[second];
      if (value === undefined) throw new Error(`Fn::FindInMap finds nothing at ${map}.${first}.${second}`);
      return value;
    },
  };
  return lookup;
};
