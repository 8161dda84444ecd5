import type { History } from '../history.ts';
import type { Nemesis, Victims } from '../simulation/redis/model-redis.ts';
import type { DatastoreServers } from '../world.ts';
import { NotOnTheWire } from './not-on-the-wire.ts';
import type { Work } from './travel.ts';

/** What befalls real servers: they die, freeze and come back. What only a model of them can do is refused by name. */
export const wireNemesis = (
  servers: DatastoreServers,
  { history, work }: { history: History; work: Work },
): Nemesis => {
  const strike = (
    victims: Victims,
    what: string,
    { hit, to }: { hit: (node: string) => unknown; to: 'up' | 'down' | 'frozen' },
  ) => {
    const { region, id } = victims;
    const nodes = nodesOf(servers, victims);
    const note = (name: string, detail: object): void =>
      history.append({ kind: 'fault', region, name: `redis:${name}`, detail: { cluster: id, ...detail } });
    note(what, { nodes });
    for (const node of nodes) work.track(Promise.resolve(hit(node)));
    if (nodes.includes(leaderOf(servers, id))) note(to, {});
  };
  const refuse = (what: string) => (): never => {
    throw new NotOnTheWire(what);
  };
  return {
    kill: (victims) => strike(victims, 'killed', { hit: servers.kill, to: 'down' }),
    restart: (victims) => strike(victims, 'restarted', { hit: servers.restart, to: 'up' }),
    freeze: (victims) => strike(victims, 'stopped', { hit: servers.pause, to: 'frozen' }),
    thaw: (victims) => strike(victims, 'continued', { hit: servers.resume, to: 'up' }),
    ail: refuse('a server that is ill'),
    cure: refuse('curing a server'),
    refuse: refuse('a server that refuses every command'),
    slow: refuse('a slow server'),
    changePassword: refuse('another password of a server'),
    fullResync: refuse('a forgotten replication history'),
    failoverWithin: refuse('a failover within a Region'),
  };
};

const leaderOf = ({ nodes }: DatastoreServers, id: string): string =>
  nodes.find((node) => node.startsWith(`${id}-`)) ?? '';

const nodesOf = (servers: DatastoreServers, { id, shard = 0, nodes = 'primary' }: Victims): readonly string[] => {
  if (shard !== 0) throw new NotOnTheWire('more than one shard');
  const leader = leaderOf(servers, id);
  return servers.nodes.filter(
    (node) => node.startsWith(`${id}-`) && (nodes === 'all' || (node === leader) === (nodes === 'primary')),
  );
};
