import { expect, test } from '@jest/globals';
import { probe } from '../../functions/handlers/probe.ts';
import { type Stage, stage } from '../support/ports.ts';
import { configWith, east, now, outside, west } from '../support/sessions.ts';

const look = (it: Stage, input: { looks?: number } = { looks: 1 }) => probe(it.ports, it.settings)(input);
const values = ({ metrics }: Stage) => Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
const memoryOf = ({ ports }: Stage) => ports.journal.probes.get('sessions');

test('as SECONDARY with the primary lost: nothing arrives, nothing is reachable, and it is remembered', async () => {
  const it = stage();
  expect(await look(it)).toEqual({ looked: 1 });
  expect(values(it)).toEqual({ ProbeRan: 1, DataArriving: 0, PrimaryReachable: 0 });
  const dimensions = { Datastore: 'sessions' };
  expect(it.metrics).toEqual([
    { name: 'DataArriving', value: 0, dimensions, highResolution: true },
    { name: 'PrimaryReachable', value: 0, dimensions, highResolution: true },
    { name: 'ProbeRan', value: 1, dimensions, highResolution: false },
  ]);
  expect(memoryOf(it)).toMatchObject({ lookedAt: now, role: 'SECONDARY', badSince: expect.any(Number) });
});

test('as SECONDARY in health: data arrives, and the primary takes writes', async () => {
  const it = stage();
  it.reality.dark.clear();
  it.reality.position += 10;
  await look(it);
  expect(values(it)).toEqual({ ProbeRan: 1, DataArriving: 1, PrimaryReachable: 1 });
  expect(memoryOf(it)).toMatchObject({ primaryReachedAt: now });
  expect(memoryOf(it)).not.toHaveProperty('badSince');
});

test('as PRIMARY it writes the heartbeat, and says nothing of arriving or reaching', async () => {
  const it = stage();
  it.reality.primary = west;
  const beats: unknown[] = [];
  const { functions } = it.ports;
  const watched: typeof functions = {
    ...functions,
    touch: (name, request) => {
      beats.push([request.local?.beat, 'remote' in request]);
      return functions.touch(name, request);
    },
  };
  await look({ ...it, ports: { ...it.ports, functions: watched } });
  expect(beats).toEqual([[true, false]]);
  expect(it.hooks.calls.filter((call) => call.startsWith('parameters.'))).toEqual([]);
  expect(values(it)).toEqual({ ProbeRan: 1 });
});

test('what is unknown publishes nothing, not even that a look ran: missing data is not a zero, and blindness pages', async () => {
  const it = stage();
  it.hooks.fail('functions.touch');
  expect(await look(it)).toEqual({ looked: 1 });
  expect(values(it)).toEqual({});
  expect(it.lines).toEqual([
    {
      message: 'look saw nothing',
      fields: { datastore: 'sessions', reason: 'TouchCache: functions.touch is down' },
    },
  ]);

  const roleless = stage();
  roleless.reality.dark.add(west);
  await look(roleless);
  expect(values(roleless)).toEqual({});
  expect(roleless.lines).toMatchObject([
    { message: 'look saw nothing', fields: { reason: expect.stringContaining('own role') } },
  ]);
});

test('a PRIMARY whose cache takes no heartbeat is not a look that ran', async () => {
  const it = stage();
  it.reality.primary = west;
  it.reality.promotion = 'refuses-writes';
  await look(it);
  expect(values(it)).toEqual({});
});

test('a cluster that left its Global Datastore is looked at as a primary is: a heartbeat, and no metric that decides', async () => {
  const it = stage();
  it.reality.separated = west;
  await look(it);
  expect(values(it)).toEqual({ ProbeRan: 1 });
  expect(it.ports.journal.probes.get('sessions')).toMatchObject({ role: 'PRIMARY' });
  expect(it.ports.journal.probes.get('sessions')?.badSince).toBeUndefined();
});

test('a network without an opinion publishes no PrimaryReachable', async () => {
  const it = stage();
  it.ports.journal.probes.clear();
  await look(it);
  expect(values(it)).toEqual({ ProbeRan: 1 });
});

test('it looks as often within the minute as the profile says, at fixed instants', async () => {
  const it = stage();
  it.hooks.before('functions.touch', () => {
    it.reality.now += 3000;
  });
  expect(await look(it, {})).toEqual({ looked: 6 });
  expect(it.reality.now).toBe(now + 53_000);

  const economy = stage({ config: configWith({ profile: 'economy' }) });
  expect(await look(economy, {})).toEqual({ looked: 1 });
  expect(economy.metrics[0]).toMatchObject({ highResolution: false });
});

test.each(['journal.writeProbe', 'journal.readProbe', 'monitoring.publish'])(
  'a look that fails in %s is logged, its ProbeRan is missing, and the next one goes on',
  async (call) => {
    const it = stage();
    let first = true;
    it.hooks.before(call, () => {
      if (!first) return;
      first = false;
      throw new Error(`${call} failed once`);
    });
    expect(await look(it, { looks: 2 })).toEqual({ looked: 1 });
    expect(it.lines).toMatchObject([
      { message: 'look failed', fields: { datastore: 'sessions', reason: `${call} failed once` } },
    ]);
    expect(it.metrics.filter(({ name }) => name === 'ProbeRan')).toHaveLength(1);
  },
);

test('a Region without a member looks at nothing', async () => {
  expect(await look(stage({ region: outside }))).toEqual({ looked: 0 });
  expect(await look(stage({ region: east }))).toEqual({ looked: 1 });
});
