import { expect, test } from '@jest/globals';
import { realClock } from '../../sandbox/clock.ts';
import { History } from '../../sandbox/history.ts';
import { Network, route53Place } from '../../sandbox/network.ts';

const world = () => new Network(['us-east-1', 'us-west-2', 'eu-west-1'], new History(realClock));

test('nothing gets into, out of or through a dark Region, and healing ends it', () => {
  const network = world();
  network.blackout('us-west-2');
  expect(network.reaches('us-east-1', 'us-west-2')).toBe(false);
  expect(network.reaches('us-west-2', 'us-east-1')).toBe(false);
  expect(network.reaches('us-west-2', 'us-west-2')).toBe(false);
  expect(network.reaches('outside', 'us-west-2')).toBe(false);
  expect(network.reaches('us-east-1', 'eu-west-1')).toBe(true);

  network.heal('us-west-2');
  expect(network.reaches('us-east-1', 'us-west-2')).toBe(true);
});

test('a cut loses one link both ways and nothing else', () => {
  const network = world();
  network.cut('us-east-1', 'us-west-2');
  expect(network.reaches('us-east-1', 'us-west-2')).toBe(false);
  expect(network.reaches('us-west-2', 'us-east-1')).toBe(false);
  expect(network.reaches('eu-west-1', 'us-east-1')).toBe(true);
  expect(network.reaches('us-west-2', 'us-west-2')).toBe(true);

  network.mend('us-west-2', 'us-east-1');
  expect(network.reaches('us-east-1', 'us-west-2')).toBe(true);
});

test("Route 53's control plane goes dark with us-east-1, unless it is kept", () => {
  const network = world();
  network.blackout('us-east-1');
  expect(network.reaches('us-west-2', route53Place)).toBe(false);

  network.setRoute53('up');
  expect(network.reaches('us-west-2', route53Place)).toBe(true);
  expect(network.reaches('us-east-1', route53Place)).toBe(false);

  network.heal('us-east-1');
  network.setRoute53('down');
  expect(network.reaches('us-west-2', route53Place)).toBe(false);
});

test('a place that is not in the world is refused by name', () => {
  expect(() => world().blackout('mars-1')).toThrow('no place called mars-1');
  expect(() => world().cut('us-east-1', 'mars-1')).toThrow('no place called mars-1');
});

test('an impairment is of one direction and of the traffic it names', () => {
  const network = world();
  const lift = network.impair([
    { from: 'us-east-1', to: 'us-west-2', traffic: ['replication'], way: 'cut' },
    { from: 'us-west-2', to: 'us-east-1', way: { latencyMs: 100, lossRate: 0.5 } },
    { from: 'us-west-2', to: 'us-east-1', traffic: ['cache'], way: { latencyMs: 50, lossRate: 0.5 } },
  ]);
  expect(network.way('us-east-1', 'us-west-2', 'replication')).toBe('cut');
  expect(network.way('us-east-1', 'us-west-2', 'cache')).toBe('open');
  expect(network.reaches('us-east-1', 'us-west-2')).toBe(true);
  expect(network.reaches('us-east-1', 'us-west-2', 'replication')).toBe(false);
  expect(network.way('us-west-2', 'us-east-1', 'api')).toEqual({ latencyMs: 100, lossRate: 0.5 });
  expect(network.way('us-west-2', 'us-east-1', 'cache')).toEqual({ latencyMs: 150, lossRate: 0.75 });

  lift();
  expect(network.way('us-east-1', 'us-west-2', 'replication')).toBe('open');
  expect(network.way('us-west-2', 'us-east-1', 'cache')).toBe('open');
});

test('a direction cut for all traffic is felt by every socket, and the history names it as it names cuts', () => {
  const history = new History(realClock);
  const network = new Network(['us-east-1', 'us-west-2'], history);
  let changes = 0;
  network.onChange(() => {
    changes += 1;
  });
  const lift = network.impair([{ from: 'us-east-1', to: 'us-west-2', way: 'cut' }]);
  expect(network.reaches('us-east-1', 'us-west-2')).toBe(false);
  expect(network.reaches('us-west-2', 'us-east-1')).toBe(true);

  network.cut('us-east-1', 'us-west-2');
  network.mend('us-east-1', 'us-west-2');
  expect(network.reaches('us-east-1', 'us-west-2')).toBe(false);

  lift();
  lift();
  expect(network.reaches('us-east-1', 'us-west-2')).toBe(true);
  expect(changes).toBe(4);
  const direction = { from: 'us-east-1', to: 'us-west-2' };
  expect(history.entries.filter(({ name }) => name.endsWith('one-way'))).toMatchObject([
    { kind: 'fault', name: 'cut-one-way', detail: direction },
    { kind: 'fault', name: 'mend-one-way', detail: direction },
  ]);
});

test('healing a Region ends the impairments of its links, and lifting them later changes nothing', () => {
  const network = world();
  const lift = network.impair([{ from: 'us-east-1', to: 'us-west-2', traffic: ['cache'], way: 'cut' }]);
  network.heal('us-west-2');
  expect(network.way('us-east-1', 'us-west-2', 'cache')).toBe('open');

  const again = network.impair([{ from: 'us-east-1', to: 'us-west-2', traffic: ['cache'], way: 'cut' }]);
  lift();
  expect(network.way('us-east-1', 'us-west-2', 'cache')).toBe('cut');
  again();
});

test('what is dark or cut is so for every traffic, and an unknown place is refused before anything changes', () => {
  const network = world();
  network.cut('us-east-1', 'us-west-2');
  expect(network.way('us-west-2', 'us-east-1', 'api')).toBe('cut');
  network.blackout('eu-west-1');
  expect(network.way('eu-west-1', 'eu-west-1', 'dns')).toBe('cut');

  expect(() =>
    network.impair([
      { from: 'us-east-1', to: 'us-east-1', way: 'cut' },
      { from: 'us-east-1', to: 'mars-1', way: 'cut' },
    ]),
  ).toThrow('no place called mars-1');
  expect(network.way('us-east-1', 'us-east-1', 'dns')).toBe('open');
});
