import { Resolver } from 'node:dns/promises';
import { Redis } from 'ioredis';
import { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import { recordOf } from '../checkers/record-of-world.ts';
import { checkAll } from '../checkers.ts';
import type { DatastoreServers, World } from '../world.ts';
import type { SessionClient } from './clients/session-client.ts';
import { milestonesOf } from './milestones.ts';
import type { Observation, Stored } from './observation.ts';
import type { Scene } from './scene.ts';
import { clientSettings } from './settings.ts';

/** Looks at everything that the checks judge, once the clients have stopped. Changes nothing. */
export const observe = async (
  world: World,
  scene: Scene,
  { clients, clientsStoppedAt }: { clients: readonly SessionClient[]; clientsStoppedAt: number },
): Promise<Observation> => {
  const servers = serversOf(world, scene);
  const published = publishedIn(world, scene);
  const regionAt = regionsByHost(world, servers);
  const observed = clients.map(({ name, acknowledged, errors }) => ({
    name,
    errors,
    writes: acknowledged.map((write) => ({ ...write, region: regionAt(write.host) })),
  }));
  const endpoint = published[scene.heir]?.primary ?? '';
  const keys = observed.flatMap(({ writes }) => writes.map(({ key }) => key));
  return {
    scene,
    entries: [...world.history.entries],
    milestones: milestonesOf(world.history.entries, scene),
    clients: observed,
    published,
    record: await recordIn(world, scene),
    stored: await storedAt({ host: servers.names().get(endpoint), port: servers.port, keys, now: world.clock.now }),
    oldPrimaryLink: await oldPrimaryLink(world, scene),
    broken: checkAll(recordOf(world)),
    timeToLiveMs: clientSettings.timeToLiveMs,
    clientsStoppedAt,
  };
};

/** The link of the old primary's first node to what it copies. */
export const oldPrimaryLink = (world: World, scene: Scene): Promise<string | undefined> => {
  const planned = world.datastores.find(({ name }) => name === scene.datastore);
  const id = planned?.primary.id ?? '';
  const servers = serversOf(world, scene);
  const node = servers.nodes.find((name) => name.startsWith(`${id}-`)) ?? '';
  return servers.replication(node, 'master_link_status');
};

/** What each member Region's parameter says; undefined where it is none, or no record: people write nonsense into some. */
export const publishedIn = (
  { ssm }: { readonly ssm: Pick<World['ssm'], 'value'> },
  { members, parameter }: Pick<Scene, 'members' | 'parameter'>,
): Observation['published'] =>
  Object.fromEntries(members.map((region) => [region, parse(ssm.value(region, parameter))]));

const parse = (text = 'null'): PublishedEndpoint | undefined => {
  try {
    return PublishedEndpoint.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
};

const serversOf = ({ redis }: World, { datastore }: Scene): DatastoreServers => {
  const servers = redis.get(datastore);
  if (!servers) throw new RangeError(`the sandbox runs no servers for ${datastore}`);
  return servers;
};

/** The third number of a loopback address counts the Regions. */
const regionsByHost =
  ({ regions }: World, servers: DatastoreServers) =>
  (host: string): string | undefined => {
    const [, , number] = (servers.names().get(host) ?? host).split('.');
    return regions[Number(number) - 1];
  };

const recordIn = async (world: World, { record, epochRecord }: Scene): Promise<Observation['record']> => {
  const resolver = new Resolver({ timeout: 1000, tries: 2 });
  resolver.setServers([`${world.dns.host}:${world.dnsPort}`]);
  // A name that is not there is an answer too: the check says what is missing.
  const [cname] = await resolver.resolveCname(record).catch(() => []);
  const [txt] = await resolver.resolveTxt(epochRecord).catch(() => []);
  return { target: cname, epoch: txt?.join('') };
};

interface Lookup {
  readonly host: string | undefined;
  readonly port: number;
  readonly keys: readonly string[];
  readonly now: () => number;
}

const BATCH = 500;

const storedAt = async ({ host, port, keys, now }: Lookup): Promise<ReadonlyMap<string, Stored>> => {
  const stored = new Map<string, Stored>();
  if (host === undefined) return stored;
  const redis = new Redis({ host, port, commandTimeout: 5000 });
  redis.on('error', () => {});
  try {
    for (let start = 0; start < keys.length; start += BATCH)
      await Promise.all(
        keys.slice(start, start + BATCH).map(async (key) => {
          const [value, timeToLiveMs] = await Promise.all([redis.get(key), redis.pttl(key)]);
          if (value !== null) stored.set(key, { value, timeToLiveMs, at: now() });
        }),
      );
    return stored;
  } finally {
    redis.disconnect();
  }
};
