import type { CacheConnection, CacheNetwork } from '../../../../functions/redis/network.ts';
import type { Backing } from '../../../../sandbox/aws/services/elasticache/backing.ts';

export const east = { region: 'us-east-1', id: 'sessions-use1' };
export const west = { region: 'us-west-2', id: 'sessions-usw2' };
export const eastHost = 'sessions-use1.sbx001.ng.0001.use1.cache.amazonaws.com';
export const eastReader = 'sessions-use1-ro.sbx001.ng.0001.use1.cache.amazonaws.com';
export const westHost = 'sessions-usw2.sbx001.ng.0001.usw2.cache.amazonaws.com';

/**
 * Two Regions with a primary node and a replica each, us-east-1 the primary; a replica gives its primary up after 5 s of
 * silence, and is pinged every second. Either the model under a virtual clock, or real servers.
 */
export interface ContractStage extends Backing {
  readonly port: number;
  readonly networkFrom: (region: string) => CacheNetwork;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Waits for something, time passing meanwhile. */
  readonly done: <T>(work: Promise<T>) => Promise<T>;
  /** Asks again until the answer satisfies. */
  readonly until: (holds: () => Promise<boolean>) => Promise<void>;
  readonly kill: (node: string) => Promise<void>;
  readonly restart: (node: string) => Promise<void>;
  readonly freeze: (node: string) => void;
  readonly thaw: (node: string) => void;
  /** The link between the two Regions. */
  readonly cut: () => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

/** One server in the condition a test asks for. */
export interface Condition {
  readonly password?: string;
  readonly full?: 'memory' | 'clients';
  readonly busy?: true;
  /** In cluster mode, with all slots or none. */
  readonly slots?: 'all' | 'none';
}

export interface LoneServer {
  readonly network: CacheNetwork;
  readonly host: string;
  readonly port: number;
  readonly done: <T>(work: Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

export const nodeOf = (host: string, port: number) => ({ host, port, servername: host });
export const targetOf = (host: string, port: number) => ({ host, port, tls: false, cluster: false });

/** One connection for one piece of work. */
export const using = async <T>(
  stage: Pick<ContractStage, 'networkFrom' | 'port' | 'done'>,
  host: string,
  work: (node: CacheConnection) => Promise<T>,
): Promise<T> => {
  const region = host.includes('.use1.') ? east.region : west.region;
  return stage.done(
    (async () => {
      const node = await stage.networkFrom(region).open(nodeOf(host, stage.port), targetOf(host, stage.port));
      try {
        return await work(node);
      } finally {
        node.close();
      }
    })(),
  );
};

/** What a call came to: the reply, or the words of the error. */
export const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch(({ name, message }: Error) => `${name}: ${message}`);
