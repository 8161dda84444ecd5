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
