import type { ClientConfig } from '../../sandbox/world/world.ts';
import type { World } from '../../sandbox/world.ts';

/** Somebody in the account who may do one thing, and nothing else. */
export interface Attacker {
  readonly roleArn: string;
  readonly client: <Client extends { destroy: () => void }>(
    Constructor: new (config: ClientConfig) => Client,
    region: string,
  ) => Client;
}

/** Makes a role with that one statement. Whatever else it asks for, IAM refuses. */
export const attacker = (world: World, action: string, Resource: string | readonly string[] = '*'): Attacker => {
  const roleArn = `arn:aws:iam::${world.account}:role/attacker-${action.replace(':', '-')}`;
  world.iam.allow(roleArn, { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource }] });
  return { roleArn, client: (Constructor, region) => world.clientAs(roleArn, Constructor, region) };
};

/** The calls that were made as it, as the account's trail has them: the service's name, and how it was answered. */
export const callsOf = (world: World, { roleArn }: Attacker): string[] =>
  world.history.entries
    .filter(({ kind, detail }) => kind === 'call' && detail?.principal === roleArn)
    .map(({ name, detail }) => `${name} ${String(detail?.outcome)}`);
