import { expect, test } from '@jest/globals';
import { realClock } from '../../../sandbox/clock.ts';
import { History } from '../../../sandbox/history.ts';
import { Network } from '../../../sandbox/network.ts';
import { wireNemesis } from '../../../sandbox/wire/nemesis.ts';
import { NotOnTheWire } from '../../../sandbox/wire/not-on-the-wire.ts';
import { wirePaths } from '../../../sandbox/wire/paths.ts';
import { playOnTheWire } from '../../../sandbox/wire/play.ts';
import { Work } from '../../../sandbox/wire/travel.ts';

const [east, west] = ['us-east-1', 'us-west-2'];
const primary = { region: east, id: 'sessions-use1' };

// Nothing of it is looked at before the refusal.
const nowhere = undefined as never;

const bench = () => {
  const history = new History(realClock);
  const network = new Network([east, west], history);
  const told: string[] = [];
  const tell = (word: string) => (node: string) => void told.push(`${word} ${node}`);
  const nodes = ['sessions-use1-001', 'sessions-use1-002', 'sessions-usw2-001', 'sessions-usw2-002'];
  const servers = {
    nodes,
    kill: tell('kill'),
    pause: tell('pause'),
    resume: tell('resume'),
    restart: tell('restart'),
  };
  const nemesis = wireNemesis(servers as never, { history, work: new Work() });
  const faults = () => history.entries.map(({ name }) => name);
  return { network, paths: wirePaths(network), nemesis, told, faults };
};

test('a shape that no server here has is refused before anything starts', async () => {
  const scenario = { name: 'a', about: 'A.', shape: 'shards' as const, play: () => Promise.resolve() };
  await expect(playOnTheWire({ scenario, seed: 1 })).rejects.toThrow('cluster mode: the wire world cannot');
});

test('what real sockets cannot do is refused by name, and changes nothing', () => {
  const { paths, network, faults } = bench();
  expect(() => paths.cutOneWay(east, west)).toThrow(NotOnTheWire);
  expect(() => paths.cut(east, west, 'replication')).toThrow('cutting only what is replication traffic');
  expect(() => paths.quality(east, west, { loss: 0.1 })).toThrow('loses or delays packets');
  expect(() => paths.breakInShape('islands', nowhere)).toThrow('the broken network called islands');
  expect([network.reaches(east, west), faults()]).toEqual([true, []]);
});

test('a link is cut for all that it carries, both ways, and mended', () => {
  const { paths, network } = bench();
  paths.cut(east, west);
  expect([network.reaches(east, west), network.reaches(west, east)]).toEqual([false, false]);
  paths.healAll();
  expect(network.reaches(east, west)).toBe(true);
});

test('servers die and freeze by their nodes, and the history says whether the member serves anybody', () => {
  const { nemesis, told, faults } = bench();
  nemesis.freeze({ ...primary, nodes: 'all' });
  nemesis.thaw({ ...primary, nodes: 'all' });
  nemesis.kill({ ...primary, nodes: 'replica' });
  nemesis.kill(primary);
  nemesis.restart(primary);

  expect(told).toEqual([
    ...['pause sessions-use1-001', 'pause sessions-use1-002', 'resume sessions-use1-001', 'resume sessions-use1-002'],
    ...['kill sessions-use1-002', 'kill sessions-use1-001', 'restart sessions-use1-001'],
  ]);
  expect(faults()).toEqual([
    ...['redis:stopped', 'redis:frozen', 'redis:continued', 'redis:up'],
    ...['redis:killed', 'redis:killed', 'redis:down', 'redis:restarted', 'redis:up'],
  ]);
});

test('what only a model of a server can do is refused by name', () => {
  const { nemesis, told } = bench();
  expect(() => nemesis.ail(primary, 'oom')).toThrow(NotOnTheWire);
  expect(() => nemesis.slow(primary, 3_000)).toThrow(NotOnTheWire);
  expect(() => nemesis.failoverWithin(primary)).toThrow(NotOnTheWire);
  expect(() => nemesis.kill({ ...primary, shard: 1 })).toThrow('more than one shard');
  expect(told).toEqual([]);
});
