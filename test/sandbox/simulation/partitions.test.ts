import { expect, test } from '@jest/globals';
import { History } from '../../../sandbox/history.ts';
import { Network, route53Place, type Traffic } from '../../../sandbox/network.ts';
import { breakNetwork, shapes as partitions, shapeNamed } from '../../../sandbox/simulation/partitions/shapes.ts';
import { manualClock } from '../../support/manual-clock.ts';

const traffics: readonly Traffic[] = ['api', 'cache', 'replication', 'clients', 'dns'];
const [east, west, third, witness] = ['us-east-1', 'us-west-2', 'ap-south-1', 'eu-west-1'] as const;
const worlds = {
  two: { members: [east, west], witness, clients: ['outside'], route53: route53Place },
  three: { members: [east, west, third], witness, clients: ['outside', east], route53: route53Place },
} as const;

const world = () => {
  const clock = manualClock();
  const history = new History(clock);
  const network = new Network([east, west, third, witness], history);
  return { clock, network, history };
};

/** Every direction and traffic that is not as it should be. */
const harmed = (network: Network): string[] =>
  network.places.flatMap((from) =>
    network.places.flatMap((to) =>
      traffics
        .filter((traffic) => network.way(from, to, traffic) !== 'open')
        .map((traffic) => `${from} ${to} ${traffic}`),
    ),
  );

test('there are at least 24 shapes, each with a name of its own and no two alike', () => {
  const prints = partitions.map(({ faults, forMs, flaps }) => JSON.stringify([faults(worlds.two), forMs, flaps]));
  expect(partitions.length).toBeGreaterThanOrEqual(24);
  expect(new Set(partitions.map(({ name }) => name)).size).toBe(partitions.length);
  expect(new Set(prints).size).toBe(partitions.length);
});

test.each(partitions.flatMap((shape) => (['two', 'three'] as const).map((size) => ({ shape, size }))))(
  '$shape.name breaks something and not everything with $size members, and leaves nothing behind',
  async ({ shape, size }) => {
    const { clock, network } = world();
    const all = network.places.length ** 2 * traffics.length;
    const mend = breakNetwork(shape, { network, clock, places: worlds[size] });
    expect(harmed(network).length).toBeGreaterThan(0);
    expect(harmed(network).length).toBeLessThan(all);

    await clock.advance(25_000);
    mend();
    expect(harmed(network)).toEqual([]);
    await clock.advance(600_000);
    expect(harmed(network)).toEqual([]);
  },
);

/** What a shape's name promises, in the world of two members: harmed directions, and some that must not be. */
test.each<[string, readonly string[], readonly string[]]>([
  ['primary-isolated', [`${east} ${west} api`, `outside ${east} clients`], [`${east} ${east} cache`]],
  ['secondaries-isolated', [`${west} ${east} replication`], [`${east} ${witness} api`]],
  ['witness-isolated', [`${witness} ${east} api`, `${west} ${witness} api`], [`${east} ${west} api`]],
  ['members-cut', [`${east} ${west} cache`, `${west} ${east} cache`], [`${witness} ${east} api`]],
  ['witness-from-primary', [`${witness} ${east} api`], [`${witness} ${west} api`]],
  ['witness-from-secondaries', [`${west} ${witness} api`], [`${witness} ${east} api`]],
  ['primary-alone-with-its-clients', [`${east} ${west} api`], [`outside ${east} clients`]],
  ['islands', [`${east} ${west} api`, `${west} ${witness} api`], [`outside ${west} clients`]],
  ['route53-from-everywhere', [`${west} ${route53Place} api`], [`${west} ${east} api`]],
  ['primary-mute', [`${east} ${west} replication`], [`${west} ${east} cache`]],
  ['primary-deaf', [`${west} ${east} cache`], [`${east} ${west} replication`]],
  ['secondaries-mute', [`${west} ${east} cache`], [`${east} ${west} cache`]],
  ['secondaries-deaf', [`${east} ${west} cache`], [`${west} ${east} cache`]],
  ['witness-mute', [`${witness} ${west} api`], [`${west} ${witness} api`]],
  ['primary-to-secondaries', [`${east} ${west} api`], [`${west} ${east} api`, `${east} ${witness} api`]],
  ['secondaries-to-primary', [`${west} ${east} api`], [`${east} ${west} api`, `${witness} ${east} api`]],
  ['ring', [`${east} ${west} api`, `${witness} ${east} api`], [`${west} ${east} api`, `${east} ${witness} api`]],
  ['replication-only', [`${east} ${west} replication`], [`${west} ${east} cache`, `${west} ${east} api`]],
  ['cache-path-only', [`${west} ${east} cache`], [`${west} ${east} clients`, `${east} ${west} replication`]],
  ['vpc-peering-only', [`${west} ${east} cache`, `${west} ${east} clients`], [`${east} ${west} replication`]],
  ['api-path-only', [`${witness} ${east} api`, `${east} ${east} api`], [`${west} ${east} cache`]],
  ['api-between-members', [`${west} ${east} api`], [`${witness} ${east} api`]],
  ['client-path-only', [`outside ${east} clients`, `${east} ${east} clients`], [`${west} ${east} cache`]],
  ['clients-of-secondaries', [`outside ${west} clients`], [`outside ${east} clients`]],
  ['resolver-only', [`${east} ${east} dns`, `${west} ${west} dns`], [`${west} ${west} cache`]],
  ['resolver-of-secondaries', [`${west} ${west} dns`], [`${east} ${east} dns`]],
  ['own-cache-of-secondaries', [`${west} ${west} cache`], [`${west} ${east} cache`]],
  ['own-cache-of-primary', [`${east} ${east} cache`], [`${east} ${east} clients`]],
])('%s is what its name says', (name, lost, kept) => {
  const { clock, network } = world();
  breakNetwork(shapeNamed(name), { network, clock, places: worlds.two });
  const found = harmed(network);
  expect(found).toEqual(expect.arrayContaining([...lost]));
  for (const direction of kept) expect(found).not.toContain(direction);
});

test('a loss or a delay is a way of its own, not a cut', () => {
  const { clock, network } = world();
  breakNetwork(shapeNamed('members-lossy-30'), { network, clock, places: worlds.two });
  expect(network.way(east, west, 'cache')).toEqual({ latencyMs: 0, lossRate: 0.3 });
  breakNetwork(shapeNamed('replication-slow-2s'), { network, clock, places: worlds.two });
  expect(network.way(east, west, 'replication')).toEqual({ latencyMs: 2000, lossRate: expect.closeTo(0.3) });
});

test('a passing cut ends by itself after its time', async () => {
  const { clock, network } = world();
  breakNetwork(shapeNamed('cut-43-s'), { network, clock, places: worlds.two });
  await clock.advance(42_999);
  expect(network.reaches(west, east)).toBe(false);
  await clock.advance(1);
  expect(network.reaches(west, east)).toBe(true);
});

test('a flapping link comes and goes, and stays when it is ended', async () => {
  const { clock, network } = world();
  const mend = breakNetwork(shapeNamed('flapping-10-s'), { network, clock, places: worlds.two });
  const seen: boolean[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    await clock.advance(5000);
    seen.push(network.reaches(west, east));
    await clock.advance(5000);
  }
  expect(seen).toEqual([false, true, false, true]);

  mend();
  await clock.advance(15_000);
  expect(network.reaches(west, east)).toBe(true);
});

test('an unknown name is refused with those there are', () => {
  expect(() => shapeNamed('gremlins')).toThrow('no shape called gremlins; there are primary-isolated');
});
