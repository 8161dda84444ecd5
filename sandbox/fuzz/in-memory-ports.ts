import { ApprovalRequest } from '../../functions/contract/approval.ts';
import { Incident, Intent, ProbeMemory, ReconcileMemory } from '../../functions/contract/journal.ts';
import { names } from '../../functions/contract/names.ts';
import type { Look, Ports } from '../../functions/ports.ts';
import {
  alarm,
  canarySecret,
  datastore,
  east,
  endpointOf,
  epochRecord,
  groupView,
  memberView,
  now,
  outside,
  probeMemory,
  publishedRecord,
  record,
  shardLook,
} from './samples.ts';
import type { Change, Said, Situation } from './scene.ts';

type Kept = { readonly changes: Change[]; readonly said: Said[] };

/** Every port answering from memory, truthfully for the situation. An ingress puts its attacked port in one's place. */
export const inMemoryPorts = (situation: Situation, kept: Kept): Omit<Ports, 'clock' | 'log'> => ({
  ...looking(situation),
  ...telling(kept),
  topology: {
    ...topologyOf(situation),
    promote: async (target) => {
      kept.changes.push({ kind: 'promote', target });
    },
  },
  separation: {
    separate: async (target) => {
      kept.changes.push({ kind: 'promote', target });
    },
  },
  journal: journal(situation, kept),
  executions: {
    start: async (name, input) => {
      kept.changes.push({ kind: 'start', name, input });
      return 'started';
    },
    status: async () => ({ state: 'running' }),
  },
  parameters: {
    read: async (region, name): Promise<Look<{ value: string; version: number } | undefined>> => {
      if (isDark(situation, region)) return { outcome: 'dark', detail: 'TimeoutError: no answer' };
      if (name !== names.endpointParameter(datastore)) return { outcome: 'answered', value: undefined };
      return { outcome: 'answered', value: { value: JSON.stringify(publishedRecord()), version: 3 } };
    },
    write: async (name, value) => {
      kept.changes.push({ kind: 'parameter', name, value });
      return 4;
    },
  },
  records: {
    read: async (_, name) => [
      name === record
        ? { name, type: 'CNAME', ttl: 5, values: [endpointOf(east)], routed: false }
        : { name, type: 'TXT', ttl: 5, values: [`"1 ${east}"`], routed: false },
    ],
    change: async (zone, batch) => {
      kept.changes.push({ kind: 'record', zone, batch });
      return 'change-1';
    },
  },
});

const isDark = ({ reality }: Situation, region: string): boolean => reality === 'lost' && region === east;

const seen = <T>(situation: Situation, region: string, value: T): Look<T> =>
  isDark(situation, region) ? { outcome: 'dark', detail: 'TimeoutError: no answer' } : { outcome: 'answered', value };

const topologyOf = (situation: Situation): Omit<Ports['topology'], 'promote'> => ({
  readGroup: async (region) => seen(situation, region, groupView()),
  readMember: async (region) => seen(situation, region, memberView(region)),
});

const looking = (situation: Situation): Pick<Ports, 'monitoring' | 'functions' | 'secrets'> => {
  const { here, reality } = situation;
  const isLost = reality === 'lost';
  return {
    monitoring: {
      readAlarms: async (region, wanted) =>
        seen(
          situation,
          region,
          [
            alarm(names.dataArrivingAlarm(datastore), isLost ? 0 : 1, isLost ? 'ALARM' : 'OK'),
            alarm(names.primaryReachableAlarm(datastore), isLost ? 0 : 1, isLost ? 'ALARM' : 'OK'),
            alarm('sessions-client-errors', isLost ? 9 : 0, isLost ? 'ALARM' : 'OK'),
          ].filter(({ name }) => wanted.includes(name)),
        ),
      readReplicationLag: async () => ({ outcome: 'answered', value: undefined }),
      publish: async () => {},
    },
    functions: {
      touch: async (_, { local, remote, control, resolve }) => ({
        seenAt: now,
        ...(local && {
          local: {
            reach: 'alive',
            shards: [
              {
                ...shardLook(isLost ? 100 : 200),
                ...(local.canary && { wrote: here === east }),
                ...(local.beat && { beat: here === east }),
              },
            ],
          },
        }),
        ...(remote && {
          remote: isLost
            ? { reach: 'unreachable', wrote: false, detail: 'connect ETIMEDOUT' }
            : { reach: 'alive', wrote: true },
        }),
        ...(control && { control: { reach: 'alive' } }),
        ...(resolve && {
          names: [
            { name: record, outcome: 'found', cname: endpointOf(east), txt: [] },
            { name: epochRecord, outcome: 'found', txt: [`1 ${east}`] },
          ],
        }),
      }),
      witness: async ({ region }) => ({
        seenAt: now,
        region,
        api: isDark(situation, region) ? 'dark' : 'alive',
        detail: outside,
        ...(!isDark(situation, region) && { status: 'available' }),
      }),
      nudge: async () => {},
    },
    secrets: { credentials: async () => ({ username: 'failover', password: canarySecret }) },
  };
};

const telling = ({ said }: Kept): Pick<Ports, 'bus' | 'counter' | 'pager'> => ({
  bus: {
    emit: async ({ type, detail }) => {
      said.push({ where: 'event', text: JSON.stringify({ type, detail }) });
    },
  },
  counter: {
    count: (name, dimensions) => {
      said.push({ where: 'log', text: JSON.stringify({ name, dimensions }) });
    },
  },
  pager: {
    page: async ({ subject, body }) => {
      said.push({ where: 'subject', text: subject }, { where: 'page', text: body });
    },
  },
});

const journal = ({ reality, here }: Situation, { changes, said }: Kept): Ports['journal'] => {
  const incident = { datastore, epoch: { counter: 1, region: east } };
  /** What is written must be read again, by the same schema. */
  const keep = (
    what: string,
    schema: { safeParse: (value: unknown) => { success: boolean } },
    value: unknown,
  ): void => {
    if (!schema.safeParse(JSON.parse(JSON.stringify(value))).success) changes.push({ kind: 'unreadable', what });
  };
  return {
    readIncident: async () => incident,
    claim: async (_, { claim }) => {
      keep('claim', Incident.shape.claim, claim);
      return true;
    },
    setYielding: async () => true,
    ask: async (_, request) => {
      keep('approval request', ApprovalRequest, request);
      return true;
    },
    noteDecline: async () => true,
    noteSeparation: async () => true,
    release: async () => true,
    accept: async (_, intent) => {
      keep('intent', Intent, intent);
      return true;
    },
    noteProgress: async () => true,
    rememberEpoch: async (_, epoch) => keep('epoch', Intent.shape.epoch, epoch),
    readProbe: async () => ({ ...probeMemory(), role: here === east ? 'PRIMARY' : 'SECONDARY' }),
    writeProbe: async (memory) => keep('probe', ProbeMemory, memory),
    readReconcile: async () => ({ datastore, sawItselfSecondary: here !== east, attempts: reality === 'lost' ? 1 : 0 }),
    writeReconcile: async (memory) => keep('reconcile', ReconcileMemory, memory),
    note: async (_, key, text) => {
      said.push({ where: 'note', text: `${key} ${text}` });
    },
  };
};
