import type { PublishedEndpoint } from '../../../functions/contract/published-endpoint.ts';
import type { AcknowledgedWrite } from '../../checkers/run-record.ts';
import { sleep } from '../../clock.ts';
import { administratorCall } from '../../world/administrator-call.ts';
import { clientErrors } from '../../world/datastores.ts';
import type { Pace } from '../stage.ts';
import type { StagedWorld } from '../staged-world.ts';
import { publishedIn } from '../views.ts';

const usualPace: Pace = { writeEveryMs: 2_000, lookEveryMs: 5_000 };
/** How often it counts its errors. */
const COUNT_EVERY_MS = 10_000;

/** A write that was acknowledged: to a client in which Region, and by the cluster of which. */
export type Acknowledged = Omit<AcknowledgedWrite, 'kept'>;

export interface Clients {
  /** Counts errors whatever it really meets. */
  complaining: boolean;
  /** Writes that were acknowledged, by tag, oldest first. */
  readonly acknowledged: ReadonlyMap<string, Acknowledged>;
  readonly start: () => void;
  readonly stop: () => void;
}

/**
 * An application in every member Region that writes a tagged key to the primary, all the time: every other one reads the
 * parameters of all Regions and follows the highest epoch, the others follow the record for as long as its TTL says.
 * Its alarm means that clients fail wherever they are: one that some link alone can raise would confirm that link twice.
 */
export const createClients = (
  world: StagedWorld,
  datastore: string,
  { writeEveryMs, lookEveryMs } = usualPace,
): Clients => {
  const { config, clock, network } = world;
  const acknowledged = new Map<string, Acknowledged>();
  let stopped = false;
  const failed = new Map<string, number>();
  const servedAt = new Map<string, number>();
  const isServed = (alarm: { readonly region: string }): boolean =>
    [...servedAt].some(([from, at]) => network.reaches(from, alarm.region) && at > clock.now() - COUNT_EVERY_MS);

  const every = async (ms: number, offset: number, work: () => Promise<void>): Promise<void> => {
    await sleep(clock, offset);
    while (!stopped) {
      await work();
      await sleep(clock, ms);
    }
  };

  const clientIn = (region: string, index: number): void => {
    const client = world.redis.clientFrom(region);
    const source = index % 2 === 0 ? parameters(world, { region, datastore }) : record(world, { region, datastore });
    let count = 0;
    void every(lookEveryMs, 500 * index, source.look);
    void every(writeEveryMs, 500 * index + 100, async () => {
      const target = source.target();
      if (!target || network.isDark(region)) return;
      const tag = `write:${region}:${count++}`;
      const result = await client.write(tag, target);
      if (result.outcome === 'acknowledged') {
        const { cluster, shard } = result;
        acknowledged.set(tag, { datastore, at: clock.now(), from: region, takenBy: cluster.region, shard });
        servedAt.set(region, clock.now());
      } else failed.set(region, (failed.get(region) ?? 0) + 1);
    });
    void every(COUNT_EVERY_MS, 500 * index + 200, async () => {
      const met = failed.get(region) ?? 0;
      failed.set(region, 0);
      for (const alarm of config.datastores[datastore]?.clientAlarms ?? []) {
        const errors = clients.complaining ? met + 5 : isServed(alarm) ? 0 : met;
        if (network.reaches(region, alarm.region)) await countErrors(world, alarm.region, { datastore, errors });
      }
    });
  };

  const clients: Clients = {
    complaining: false,
    acknowledged,
    start: () => {
      for (const [index, region] of config.regions.entries()) clientIn(region, index);
    },
    stop: () => {
      stopped = true;
    },
  };
  return clients;
};

const countErrors = async (
  { services, config }: StagedWorld,
  region: string,
  { datastore, errors }: { datastore: string; errors: number },
): Promise<void> => {
  const { Namespace, ...metric } = clientErrors(datastore);
  const input = { Namespace, MetricData: [{ ...metric, Value: errors, Unit: 'Count', StorageResolution: 1 }] };
  await administratorCall(services.cloudwatch.service, 'PutMetricData', { input, region, account: config.account });
};

interface Source {
  readonly look: () => Promise<void>;
  readonly target: () => { host: string; port: number } | undefined;
}

/** The record of the highest epoch that it ever read in any Region that it reaches. */
const parameters = (world: StagedWorld, { region, datastore }: { region: string; datastore: string }): Source => {
  const { config, services, network } = world;
  let newest: PublishedEndpoint | undefined;
  return {
    look: async () => {
      for (const store of config.regions) {
        if (!network.reaches(region, store)) continue;
        const text = services.ssm.value(store, `/failover/${datastore}/endpoint`);
        const published = text === undefined ? undefined : publishedIn(text);
        if (published && (!newest || isNewer(published, newest))) newest = published;
      }
    },
    target: () => {
      const host = newest?.configuration ?? newest?.primary;
      return newest && host !== undefined ? { host, port: newest.port } : undefined;
    },
  };
};

/** Whatever the record leads to, for as long as its TTL, which is how often it looks. */
const record = (world: StagedWorld, { datastore }: { region: string; datastore: string }): Source => {
  const { dns } = world.config.datastores[datastore] ?? {};
  let host: string | undefined;
  return {
    look: async () => {
      if (dns === undefined || dns === 'none') return;
      const [target] = await world.names.cname(dns.record, 'outside').catch(() => []);
      host = target ?? host;
    },
    target: () => (host === undefined ? undefined : { host, port: 6379 }),
  };
};

/** Epochs are compared as pairs: the counter first, then the Region's name. */
const isNewer = ({ epoch: a }: PublishedEndpoint, { epoch: b }: PublishedEndpoint): boolean =>
  a.counter > b.counter || (a.counter === b.counter && a.region > b.region);
