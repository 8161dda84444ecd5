import { expect, test } from '@jest/globals';
import type { TouchRequest } from '../../functions/contract/touch.ts';
import { gatherReadings } from '../../functions/evidence/gather-readings.ts';
import { endpointParameter, type Stage, stage } from '../support/ports.ts';
import { answered, probeMemory, recordOf } from '../support/readings.ts';
import { east, endpointOf, metricAlarm, now, outside, sessions, west } from '../support/sessions.ts';

const gather = ({ ports }: Stage, purpose: 'outage' | 'publication' = 'outage') =>
  gatherReadings(ports, { here: west, name: 'sessions', datastore: sessions, hasWitness: true, purpose });

test('every source is asked, and none of them changes anything', async () => {
  const it = stage();
  const readings = await gather(it);

  expect(it.hooks.changes).toEqual([]);
  expect(new Set(it.hooks.calls)).toEqual(
    new Set([
      `topology.readGroup ${east}`,
      `topology.readGroup ${west}`,
      `topology.readMember ${west}`,
      'functions.witness',
      'functions.touch',
      'secrets.credentials',
      'journal.readProbe',
      'journal.readIncident',
      'parameters.read /failover/sessions/endpoint',
      'parameters.read /failover/sessions/switch',
      'parameters.read /failover/sessions/acknowledged',
      `monitoring.readAlarms ${outside}`,
    ]),
  );
  expect(readings).toMatchObject({
    here: west,
    automation: 'auto',
    recordEpoch: { value: { counter: 1, region: east } },
    touch: { value: { remote: { reach: 'unreachable' } } },
  });
});

test('what is read counts from before the first reading, to after the last', async () => {
  const it = stage();
  for (const call of [`topology.readGroup ${west}`, 'functions.touch', 'journal.readProbe'])
    it.hooks.before(call, () => {
      it.reality.now += 1000;
    });
  expect(await gather(it)).toMatchObject({ readFrom: now, readAt: now + 3000 });
});

/** Gathers, and tells what `TouchCache` was asked for. */
const ordersOf = async (it: Stage, purpose?: 'outage' | 'publication') => {
  const touched: TouchRequest[] = [];
  const { functions } = it.ports;
  const watched: typeof functions = {
    ...functions,
    touch: (name, request) => {
      touched.push(request);
      return functions.touch(name, request);
    },
  };
  await gather({ ...it, ports: { ...it.ports, functions: watched } }, purpose);
  return touched;
};

test('the primary is touched where this Region publishes it, and no shard is written to', async () => {
  const it = stage();
  expect(await ordersOf(it)).toMatchObject([
    {
      local: { beat: false, canary: false, target: { host: endpointOf(west) } },
      remote: { target: { host: endpointOf(east) } },
      resolve: ['sessions.example.internal', '_failover.sessions.example.internal'],
    },
  ]);
});

test.each<[who: string, primary: string, published: string, canary: boolean, remote: boolean]>([
  ['a PRIMARY that is published', west, west, true, false],
  ['a PRIMARY that is not published yet', west, east, true, true],
  ['a SECONDARY', east, east, false, true],
  ['a SECONDARY that is published', east, west, false, true],
])(
  'for the publication %s writes to its own cache or through the published primary, not to one cache twice',
  async (...row) => {
    const [, primary, published, canary, remote] = row;
    const it = stage();
    it.reality.primary = primary;
    it.ports.parameters.set(west, endpointParameter, JSON.stringify(recordOf(published, 2)));
    const [order] = await ordersOf(it, 'publication');
    expect([order?.local?.canary, order?.remote !== undefined]).toEqual([canary, remote]);
  },
);

test('for an outage the published primary is written through, whoever it is', async () => {
  const it = stage();
  it.reality.primary = west;
  it.ports.parameters.set(west, endpointParameter, JSON.stringify(recordOf(west, 2)));
  expect(await ordersOf(it)).toMatchObject([{ local: { canary: false }, remote: {} }]);
});

test('every minute, for the publication, neither witness nor clients are asked, and every shard is written to', async () => {
  const it = stage();
  it.reality.primary = west;
  const readings = await gather(it, 'publication');
  expect(it.hooks.calls).not.toContain('functions.witness');
  expect(it.hooks.calls).not.toContain(`monitoring.readAlarms ${outside}`);
  expect(readings.touch).toMatchObject({ value: { local: { shards: [{ wrote: true }] } } });
});

test('of a composite client alarm the alarms in its rule are read too, in the same Region', async () => {
  const it = stage();
  const child = metricAlarm('sessions-errors-by-zone');
  const composite = metricAlarm('sessions-client-errors', { kind: 'composite', recent: [], children: [child.name] });
  it.alarms.set(outside, [composite, child]);
  const { clientAlarms } = await gather(it);
  expect(clientAlarms).toEqual([{ region: outside, alarm: answered(composite), children: answered([child]) }]);
  expect(it.hooks.calls.filter((call) => call === `monitoring.readAlarms ${outside}`)).toHaveLength(2);
});

test.each<[string, string, (readings: Awaited<ReturnType<typeof gather>>) => unknown]>([
  ['functions.touch', 'TouchCache', ({ touch }) => touch.outcome],
  ['secrets.credentials', 'the secret', ({ touch }) => touch.outcome],
  ['functions.witness', 'the witness', ({ witness }) => witness.get(east)?.outcome],
])('%s failing is an observer that cannot tell: %s is unknown, never dark', async (call, _, part) => {
  const it = stage();
  it.hooks.fail(call);
  expect(part(await gather(it))).toBe('unknown');
});

test('without this Region’s journal there is no reading', async () => {
  const it = stage();
  it.hooks.fail('journal.readProbe');
  await expect(gather(it)).rejects.toThrow('journal.readProbe is down');
});

const withoutOffset = probeMemory({ shards: [{ shard: '0', heartbeatCount: 7 }] });
test.each([
  [false, 'every offset is known', probeMemory()],
  [true, 'an offset never moved', withoutOffset],
  [true, 'Probe has not looked yet', undefined],
])('the lag metric is read: %s, where %s', async (read, _, memory) => {
  const it = stage();
  it.ports.journal.probes.clear();
  if (memory) it.ports.journal.probes.set('sessions', memory);
  await gather(it);
  expect(it.hooks.calls.includes('monitoring.readReplicationLag')).toBe(read);
});
