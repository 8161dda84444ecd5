import { ListHostedZonesCommand, Route53Client } from '@aws-sdk/client-route-53';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { expect, test } from '@jest/globals';
import { directTransport } from '../../../sandbox/aws/direct-transport.ts';
import { FaultPlan } from '../../../sandbox/faults.ts';
import { admin, rejection, toyFront } from './protocols/toy-front.ts';

/** A clock that moves when it is told to. */
const handClock = () => {
  const timers = new Set<{ at: number; callback: () => void }>();
  let now = 0;
  return {
    now: () => now,
    after: (ms: number, callback: () => void) => {
      const timer = { at: now + ms, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    /** Waits until something waits on the clock, then passes the earliest of its times. */
    passOne: async () => {
      while (timers.size === 0) await new Promise((resolve) => setImmediate(resolve));
      const [next] = [...timers].sort((a, b) => a.at - b.at);
      if (!next) return;
      timers.delete(next);
      now = next.at;
      next.callback();
    },
    waiting: () => timers.size,
  };
};

const clientOf = (world: ReturnType<typeof toyFront>, clock: ReturnType<typeof handClock>) => {
  const requestHandler = directTransport(world.front, 'us-east-1', {
    clock,
    connectionTimeout: 1000,
    requestTimeout: 3000,
  });
  return new SSMClient({ region: 'us-west-2', credentials: admin, maxAttempts: 1, requestHandler });
};
const get = new GetParameterCommand({ Name: '/a' });
const answers = { ssm: { GetParameter: () => ({ Parameter: { Value: 'ü' } }) } };

test('a request goes to the front as bytes and comes back typed, leaving no timer', async () => {
  const clock = handClock();
  const world = toyFront(answers, { clock });
  expect(await clientOf(world, clock).send(get)).toMatchObject({ Parameter: { Value: 'ü' } });
  expect(world.history.entries).toMatchObject([{ region: 'us-west-2', detail: { from: 'us-east-1' } }]);
  expect(clock.waiting()).toBe(0);
});

test('REST requests keep their query', async () => {
  const clock = handClock();
  const list = () => ({ HostedZones: [], IsTruncated: false, MaxItems: 1 });
  const world = toyFront({ route53: { ListHostedZones: list } }, { clock });
  const requestHandler = directTransport(world.front, 'us-east-1', { clock });
  const client = new Route53Client({ region: 'us-west-2', credentials: admin, requestHandler });
  await client.send(new ListHostedZonesCommand({ MaxItems: 1, Marker: 'a b&c' }));
  expect(world.inputs).toEqual([{ MaxItems: 1, Marker: 'a b&c' }]);
});

test('a dark Region: TimeoutError when the connection’s time is up', async () => {
  const clock = handClock();
  const world = toyFront(answers, { clock });
  world.network.blackout('us-west-2');
  const error = rejection(clientOf(world, clock).send(get));
  await clock.passOne();
  expect(await error).toMatchObject({ name: 'TimeoutError', message: expect.stringContaining('connection') });
  expect([clock.now(), clock.waiting()]).toEqual([1000, 0]);
});

test('an answer that never comes: TimeoutError when the request’s time is up', async () => {
  const clock = handClock();
  const faults = new FaultPlan();
  faults.add({}, { kind: 'timeout-after' });
  const world = toyFront(answers, { clock, faults });
  const error = rejection(clientOf(world, clock).send(get));
  await clock.passOne();
  expect(await error).toMatchObject({ name: 'TimeoutError', code: 'ETIMEDOUT' });
  expect([clock.now(), clock.waiting(), world.inputs.length]).toEqual([3000, 0, 1]);
});

test('a lost connection is ECONNRESET; an aborted request an AbortError', async () => {
  const clock = handClock();
  const faults = new FaultPlan();
  faults.add({ nth: 1 }, { kind: 'reset' });
  faults.add({ nth: 2 }, { kind: 'timeout-before' });
  const world = toyFront(answers, { clock, faults });
  const client = clientOf(world, clock);
  expect(await rejection(client.send(get))).toMatchObject({ code: 'ECONNRESET' });
  const patience = new AbortController();
  world.history.follow(() => patience.abort());
  expect(await rejection(client.send(get, { abortSignal: patience.signal }))).toMatchObject({ name: 'AbortError' });
  expect(clock.waiting()).toBe(0);
  const aborted = { abortSignal: AbortSignal.abort() };
  expect(await rejection(client.send(get, aborted))).toMatchObject({ name: 'AbortError' });
});
