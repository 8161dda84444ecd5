import { Incident, ProbeMemory, ReconcileMemory } from '../../functions/contract/journal.ts';
import { names } from '../../functions/contract/names.ts';
import { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import { normaliseName } from '../aws/services/route53/names.ts';
import { valuesOf } from '../aws/services/route53/record-set.ts';
import type { StageExecution, StageViews } from './stage.ts';
import type { StagedWorld } from './staged-world.ts';

/** The world as it is, past every fault: for waiting, and for the truth at the end. */
export const viewsOf = (world: StagedWorld, datastore: string): StageViews => {
  const { config, dynamodb, history, services } = world;
  const item = (region: string, name: string): Record<string, unknown> | undefined => {
    const { item: _, ...members } = dynamodb.item(region, { datastore, item: name }) ?? {};
    return Object.keys(members).length > 0 ? members : undefined;
  };
  return {
    published: (region) => {
      const text = services.ssm.value(region, names.endpointParameter(datastore));
      return text === undefined ? undefined : publishedIn(text);
    },
    record: () => {
      const dns = config.datastores[datastore]?.dns;
      return dns === undefined || dns === 'none' ? undefined : recordOf(world, dns.record, 'CNAME')?.replace(/\.$/, '');
    },
    incident: (region) => Incident.parse(item(region, 'incident') ?? { datastore }),
    probe: (region) => ProbeMemory.safeParse(item(region, 'probe')).data,
    reconcile: (region) => ReconcileMemory.safeParse(item(region, 'reconcile')).data,
    pages: (region) =>
      history.entries.filter((entry) => entry.kind === 'page' && (region === undefined || entry.region === region)),
    executions: (region) => executionsOf(world, region),
    writer: () => services.elasticache.writer(config.datastores[datastore]?.globalReplicationGroupId ?? '')?.region,
  };
};

/** The first value of a record set as the DNS servers answer it. */
export const recordOf = ({ services }: StagedWorld, name: string, type: 'CNAME' | 'TXT'): string | undefined => {
  const sets = services.route53.published().flatMap((zone) => zone.sets);
  const set = sets.find((each) => each.Name === normaliseName(name) && each.Type === type);
  return set && valuesOf(set)[0];
};

interface Index {
  readonly executions: Map<string, StageExecution>;
  read: number;
}

/** The history only grows: what was read of it once is kept. */
const indexes = new WeakMap<StagedWorld['history'], Index>();

/** Every execution by its entries in the history, oldest first. */
const executionsOf = ({ history, config }: StagedWorld, wanted: string | undefined): readonly StageExecution[] => {
  const index = indexes.get(history) ?? { executions: new Map(), read: 0 };
  indexes.set(history, index);
  for (; index.read < history.entries.length; index.read += 1) {
    const { kind, name: status, region = '', detail } = history.entries[index.read] ?? { kind: 'log', name: '' };
    if (kind !== 'execution') continue;
    const name = String(detail?.execution);
    const arn = `arn:aws:states:${region}:${config.account}:execution:${detail?.stateMachine}:${name}`;
    // The history's names of an execution are its statuses.
    index.executions.set(arn, { arn, name, region, status: status as StageExecution['status'] });
  }
  return [...index.executions.values()].filter(({ region }) => wanted === undefined || region === wanted);
};

/** The values that were asked for last: whoever waits asks for the same one again and again. */
const recent = new Map<string, PublishedEndpoint | undefined>();
const MOST_RECENT = 100;

/** The record that a text holds; undefined where it holds nonsense. */
export const publishedIn = (text: string): PublishedEndpoint | undefined => {
  if (recent.has(text)) return recent.get(text);
  if (recent.size >= MOST_RECENT) recent.clear();
  const { data } = PublishedEndpoint.safeParse(parseJson(text));
  recent.set(text, data);
  return data;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
