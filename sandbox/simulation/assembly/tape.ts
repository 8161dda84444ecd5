import { type DeployedStack, deployAssembly, type Targets } from '../../cloudformation.ts';

interface Played {
  readonly path: readonly string[];
  readonly args: readonly unknown[];
}

/** A deployment, compiled: what CloudFormation came to ask of the services, with every intrinsic function resolved. */
export interface Tape {
  readonly stacks: readonly DeployedStack[];
  /** Makes the same world of new services. */
  readonly play: (targets: Targets) => Promise<void>;
}

/** Deploys once, and notes what was asked of each target. Arguments are values: nothing keeps or changes them. */
export const recordDeployment = async (directory: string, targets: Targets): Promise<Tape> => {
  const played: Played[] = [];
  const stacks = await deployAssembly(directory, {
    ...recorder(targets, [], played),
    trusts: targets.trusts,
    policies: targets.policies,
  });
  return {
    stacks,
    play: async (others) => {
      for (const { path, args } of played) await call(others, path, args);
    },
  };
};

const recorder = (target: Targets, path: readonly string[], played: Played[]): Targets =>
  Object.fromEntries(
    Object.entries(target).map(([name, member]) => [name, noting(member, [...path, name], played)]),
  ) as never;

/** Notes every call below an object; arguments and results pass unchanged. */
const noting = (target: unknown, path: readonly string[], played: Played[]): unknown => {
  if (typeof target !== 'object' || target === null) return target;
  return new Proxy(target, {
    get: (_, key) => {
      const member: unknown = Reflect.get(target, key);
      const here = [...path, String(key)];
      if (typeof member !== 'function') return noting(member, here, played);
      return (...args: unknown[]) => {
        played.push({ path: here, args });
        return Reflect.apply(member, target, args);
      };
    },
  });
};

const call = (root: object, path: readonly string[], args: readonly unknown[]): unknown => {
  let owner: unknown;
  let member: unknown = root;
  for (const name of path) {
    owner = member;
    member = Reflect.get(Object(member), name);
  }
  if (typeof member !== 'function') throw new Error(`${path.join('.')} is no function`);
  return Reflect.apply(member, owner, args);
};
