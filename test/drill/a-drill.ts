import { milestonesOf } from '../../sandbox/drill/milestones.ts';
import type { Observation, Stored, Write } from '../../sandbox/drill/observation.ts';
import { sceneOf } from '../../sandbox/drill/scene.ts';
import type { Entry } from '../../sandbox/history.ts';
import { config, east, endpointOf, west } from '../support/sessions.ts';

export const scene = sceneOf(config);

/** When the blackout is, in milliseconds since the epoch: everything else is told in seconds after it. */
export const blackoutAt = Date.parse('2026-11-23T12:00:00.000Z');
export const at = (seconds: number): number => blackoutAt + seconds * 1000;

type Told = Omit<Entry, 'at'>;
export const entry = (seconds: number, told: Told): Entry => ({ at: at(seconds), ...told });

export const effect = (seconds: number, name: string, region: string, detail = {}): Entry =>
  entry(seconds, { kind: 'effect', name, region, detail });

export const published = (region: string, counter = 2, by = region) => ({
  datastore: scene.datastore,
  epoch: { counter, region: by },
  primaryRegion: region,
  primary: endpointOf(region),
  reader: endpointOf(region, true),
  port: 6380,
  tls: false,
});

export const put = (seconds: number, region: string, record: unknown): Entry =>
  effect(seconds, 'ssm:PutParameter', region, { parameter: scene.parameter, value: JSON.stringify(record) });

export const changed = (seconds: number, epoch: string): Entry =>
  effect(seconds, 'route53:ChangeResourceRecordSets', east, {
    changes: [
      { action: 'DELETE', type: 'TXT', values: [`"1 ${east}"`] },
      { action: 'CREATE', type: 'TXT', values: [`"${epoch}"`] },
    ],
  });

const output = JSON.stringify({
  ...{ outcome: 'lossy', reason: 'as told', rpoBoundMs: 5_000 },
  recoveryPoint: new Date(at(-4)).toISOString(),
});

/** A failover as it should be. */
export const history: readonly Entry[] = [
  put(-60, east, published(east, 1)),
  entry(0, { kind: 'fault', name: 'blackout', detail: { region: east } }),
  entry(40, {
    kind: 'alarm',
    region: west,
    name: 'failover-sessions-primary-down',
    detail: { from: 'OK', to: 'ALARM' },
  }),
  entry(40, { kind: 'page', region: west, name: 'failover', detail: { subject: 'ALARM' } }),
  entry(41, { kind: 'execution', region: west, name: 'RUNNING', detail: { execution: 'one' } }),
  effect(43, 'elasticache:promotion-accepted', west, { target: 'sessions-usw2' }),
  effect(53, 'elasticache:writable', west),
  effect(53.5, 'elasticache:promoted', west),
  put(54, west, published(west)),
  changed(54.2, `2 ${west}`),
  entry(55, { kind: 'state', region: west, name: 'VerifyCutover', detail: { at: 'exited', type: 'Task' } }),
  entry(56, { kind: 'state', region: west, name: 'CloseIncident', detail: { at: 'exited', type: 'Task' } }),
  entry(56, { kind: 'page', region: west, name: 'failover', detail: { subject: 'FAILED OVER' } }),
  entry(56, { kind: 'execution', region: west, name: 'SUCCEEDED', detail: { execution: 'one', output } }),
  effect(57, 'route53:InSync', east),
  entry(60, { kind: 'fault', name: 'heal', detail: { region: east } }),
  put(61, east, published(west)),
  effect(62, 'elasticache:demoted', east),
];

export const write = (client: string, seconds: number, region: string): Write => ({
  key: `drill:${client}:${seconds}`,
  value: `${client} at ${seconds}`,
  at: at(seconds),
  host: endpointOf(region),
  region,
});

const writesOf = (client: string): Write[] => [
  write(client, -10, east),
  write(client, -1, east),
  write(client, 58, west),
  write(client, 69, west),
];

const timeToLiveMs = 600_000;
const endedAt = at(70);

/** What the new primary has of these writes at the end. */
export const stored = (writes: readonly Write[]): Map<string, Stored> =>
  new Map(
    writes.map(({ key, value, at: ackedAt }) => [
      key,
      { value, timeToLiveMs: timeToLiveMs - (endedAt - ackedAt), at: endedAt },
    ]),
  );

/** A drill in which everything held; each test changes one fact of it. */
export const aDrill = (changes: Partial<Observation> = {}): Observation => {
  const entries = changes.entries ?? history;
  const clients = changes.clients ?? [
    { name: 'parameter', writes: writesOf('parameter'), errors: 30 },
    { name: 'record', writes: writesOf('record'), errors: 30 },
  ];
  return {
    scene,
    entries,
    milestones: milestonesOf(entries, scene),
    clients,
    published: { [east]: published(west), [west]: published(west) },
    record: { target: endpointOf(west), epoch: `2 ${west}` },
    stored: stored(clients.flatMap(({ writes }) => writes)),
    oldPrimaryLink: 'up',
    broken: [],
    timeToLiveMs,
    clientsStoppedAt: endedAt,
    ...changes,
  };
};

/** The clients with one more write each. */
export const withWrites = (...more: readonly Write[]): Observation['clients'] =>
  aDrill().clients.map(({ name, writes, errors }) => ({ name, errors, writes: [...writes, ...more] }));
