import type { Settings } from '../../functions/middleware/settings.ts';
import type { AlarmView, MetricValue, Ports } from '../../functions/ports.ts';
import { functionsTwin, type Reality, separationTwin, topologyTwin } from './ports/caches.ts';
import { Hooks } from './ports/hooks.ts';
import { type JournalTwin, journalTwin } from './ports/journal.ts';
import { type ParametersTwin, parametersTwin, type RecordsTwin, recordsTwin } from './ports/published.ts';
import { probeMemory, recordOf } from './readings.ts';
import { ago, config, east, endpointOf, metricAlarm, now, outside, west } from './sessions.ts';

export const endpointParameter = '/failover/sessions/endpoint';
export const switchParameter = '/failover/sessions/switch';
export const record = 'sessions.example.internal';
export const epochRecord = `_failover.${record}`;

/** Every port in memory, over one reality. What is sent out is kept; every change is in `hooks.changes`, in order. */
export interface Stage {
  readonly hooks: Hooks;
  readonly reality: Reality;
  readonly settings: Settings;
  readonly ports: Ports & {
    readonly journal: JournalTwin;
    readonly parameters: ParametersTwin;
    readonly records: RecordsTwin;
  };
  readonly alarms: Map<string, AlarmView[]>;
  /** By ARN; what is not here is running. */
  readonly endings: Map<string, { state: 'gone' } | { state: 'ended'; at: Date }>;
  readonly pages: { subject: string; body: string }[];
  readonly events: { type: string; detail: Readonly<Record<string, unknown>> }[];
  readonly metrics: MetricValue[];
  readonly started: { name: string; input: string }[];
  readonly lines: { message: string; fields: Readonly<Record<string, unknown>> | undefined }[];
}

/** us-west-2 with us-east-1 lost for a minute: published at epoch 1, everything says that it is down. */
export const stage = (parts: Partial<Settings> = {}): Stage => {
  const hooks = new Hooks();
  const settings: Settings = { region: west, config, ...parts };
  const reality: Reality = {
    here: settings.region,
    regions: [east, west],
    now,
    primary: east,
    status: 'available',
    dark: new Set([east]),
    promotion: 'works',
    separation: 'works',
    separated: undefined,
    views: new Map(),
    heartbeat: { writtenAt: ago(60), count: 7 },
    position: 100,
  };
  const kept = { pages: [], events: [], metrics: [], started: [], lines: [] } satisfies Partial<Stage>;
  const all: Omit<Stage, 'ports'> = {
    hooks,
    reality,
    settings,
    alarms: alarmsOfAnOutage(),
    endings: new Map(),
    ...kept,
  };
  const journal = journalTwin(hooks);
  const parameters = parametersTwin(hooks, reality);
  const records = recordsTwin(hooks);

  journal.probes.set('sessions', probeMemory());
  for (const region of [east, west]) parameters.set(region, endpointParameter, JSON.stringify(recordOf(east, 1)));
  records.sets.push(
    { name: record, type: 'CNAME', ttl: 5, values: [endpointOf(east)], routed: false },
    { name: epochRecord, type: 'TXT', ttl: 5, values: [`"1 ${east}"`], routed: false },
  );
  const topology = topologyTwin(hooks, reality);
  const separation = separationTwin(hooks, reality);
  const functions = functionsTwin(hooks, reality, records);
  return { ...all, ports: { ...smallPorts(all), journal, parameters, records, separation, topology, functions } };
};

const alarmsOfAnOutage = (): Stage['alarms'] =>
  new Map([
    [west, [metricAlarm('failover-sessions-data-arriving'), metricAlarm('failover-sessions-primary-reachable')]],
    [outside, [metricAlarm('sessions-client-errors', { recent: [{ at: new Date(ago(10)), value: 9 }] })]],
  ]);

const smallPorts = ({ hooks, reality, ...stage }: Omit<Stage, 'ports'>) =>
  ({
    bus: { emit: (event) => hooks.around('bus.emit', () => void stage.events.push(event)) },
    clock: {
      now: () => new Date(reality.now),
      sleep: async (ms) => {
        reality.now += ms;
      },
    },
    counter: {
      count: (name, dimensions) => void stage.metrics.push({ name, value: 1, dimensions, highResolution: false }),
    },
    executions: {
      start: (name, input) =>
        hooks.around('executions.start', () => {
          if (stage.started.some((other) => other.name === name)) return 'already-started' as const;
          stage.started.push({ name, input });
          return 'started' as const;
        }),
      status: (arn) => hooks.around('executions.status', () => stage.endings.get(arn) ?? { state: 'running' as const }),
    },
    log: {
      info: (message, fields) => stage.lines.push({ message, fields }),
      warn: (message, fields) => stage.lines.push({ message, fields }),
    },
    monitoring: {
      readAlarms: (region, names) =>
        hooks.around(`monitoring.readAlarms ${region}`, () => ({
          outcome: 'answered' as const,
          value: (stage.alarms.get(region) ?? []).filter(({ name }) => names.includes(name)),
        })),
      readReplicationLag: () =>
        hooks.around('monitoring.readReplicationLag', () => ({ outcome: 'answered' as const, value: undefined })),
      publish: (values) => hooks.around('monitoring.publish', () => void stage.metrics.push(...values)),
    },
    pager: { page: (message) => hooks.around('pager.page', () => void stage.pages.push(message)) },
    secrets: { credentials: () => hooks.around('secrets.credentials', () => undefined) },
  }) satisfies Partial<Ports>;
