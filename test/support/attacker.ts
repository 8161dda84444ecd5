import { ElastiCacheClient, FailoverGlobalReplicationGroupCommand } from '@aws-sdk/client-elasticache';
import { expect } from '@jest/globals';
import type { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import type { ClientConfig } from '../../sandbox/world/world.ts';
import type { World } from '../../sandbox/world.ts';
import type { Watch } from './watch.ts';
import { east, look, published, west } from './world.ts';

/** Somebody in the account who may do one thing, and nothing else. */
export interface Attacker {
  readonly roleArn: string;
  /** Where the trail stood when they came: roles of the same name came before them. */
  readonly since: number;
  readonly client: <Client extends { destroy: () => void }>(
    Constructor: new (config: ClientConfig) => Client,
    region: string,
  ) => Client;
}

/** Makes a role with that one statement. Whatever else it asks for, IAM refuses. */
export const attacker = (world: World, action: string, Resource: string | readonly string[] = '*'): Attacker => {
  const roleArn = `arn:aws:iam::${world.account}:role/attacker-${action.replace(':', '-')}`;
  world.iam.allow(roleArn, { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: action, Resource }] });
  const since = world.history.entries.length;
  return { roleArn, since, client: (Constructor, region) => world.clientAs(roleArn, Constructor, region) };
};

/**
 * The calls that were made as it, as the account's trail has them: the service's name, and how it was answered. For most it
 * has them only where data events are logged (docs/deploy.md).
 */
export const callsOf = (world: World, { roleArn, since }: Attacker): string[] =>
  world.history.entries
    .slice(since)
    .filter(({ kind, detail }) => kind === 'call' && detail?.principal === roleArn)
    .map(({ name, detail }) => `${name} ${String(detail?.outcome)}`);

export const arnIn = ({ account }: World, region: string, resource: string): string =>
  `arn:aws:${resource.replace(':', `:${region}:${account}:`)}`;

/** The name or ARN of a Region's deployed resource of that type. */
export const refIn = (world: World, region: string, type: string): string =>
  world.stacks
    .filter((stack) => stack.region === region)
    .flatMap(({ resources }) => resources)
    .find((it) => it.type === type)?.ref ?? '';

/** Two minutes of a healthy datastore, with the worst done just before anybody looks. */
export const twoMinutesOf = async (world: World, attack: () => Promise<unknown>): Promise<void> => {
  for (let moment = 0; moment < 12; moment++) {
    await attack();
    world.advance(10_000);
    await look(world, [east, west]);
    await attack();
    if (moment % 6 === 5) {
      for (const region of [west, east]) await world.invoke(region, 'Reconcile', {});
    }
    world.evaluateAlarms(west);
    await world.drained();
  }
};

/** What holds whatever they do: nobody was promoted, and clients read what they read before, under whatever epoch. */
export const unharmed = async (world: World, seen: Watch, before: PublishedEndpoint | undefined): Promise<void> => {
  for (const arn of seen.started()) await world.execution(arn);
  const calls = seen.promotionCalls().filter(({ detail }) => detail?.outcome !== 'AccessDenied');
  expect([calls, seen.promotions()]).toEqual([[], []]);
  const { epoch: _, ...reality } = before ?? {};
  for (const region of [east, west]) expect(published(world, region)).toMatchObject(reality);
};

/** They may not simply promote. */
export const mayNotPromote = async (them: Attacker): Promise<void> => {
  const promote = new FailoverGlobalReplicationGroupCommand({
    GlobalReplicationGroupId: 'ldgnf-sessions',
    PrimaryRegion: west,
    PrimaryReplicationGroupId: 'sessions-usw2',
  });
  await expect(them.client(ElastiCacheClient, west).send(promote)).rejects.toMatchObject({ name: 'AccessDenied' });
};
