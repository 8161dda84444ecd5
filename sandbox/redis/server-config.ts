import type { Address } from '../relay.ts';

export interface ServerConfig {
  readonly folder: string;
  readonly socket: string;
  readonly password: string;
  /** Where the node's primary is, as the node reaches it; undefined for a primary. */
  readonly follows: Address | undefined;
}

/** The sandbox's own user, for replication and for what ElastiCache does to its nodes. */
export const controlUser = 'sandbox-control';

/**
 * Commands that ElastiCache restricts (user guide "Supported and restricted commands"): no client of the sandbox can
 * promote or reconfigure a node either. ElastiCache calls them unknown; here they are refused with NOPERM.
 */
const restricted = [
  ...['acl', 'bgrewriteaof', 'bgsave', 'config', 'debug', 'migrate', 'psync', 'replicaof', 'save', 'shutdown'],
  ...['slaveof', 'sync'],
];

/**
 * A small node without persistence and without a TCP port: it listens on a Unix socket, so that every client and every
 * replica comes through a relay. Times are short, so that a cut link shows within seconds.
 */
export const serverConfig = ({ folder, socket, password, follows }: ServerConfig): string =>
  `${[
    'port 0',
    `unixsocket "${socket}"`,
    `dir "${folder}"`,
    'save ""',
    'appendonly no',
    'maxmemory 64mb',
    'repl-backlog-size 1mb',
    'repl-timeout 5',
    'repl-ping-replica-period 1',
    'repl-diskless-sync yes',
    'repl-diskless-sync-delay 0',
    'replica-read-only yes',
    'replica-serve-stale-data yes',
    `user default on nopass ~* &* +@all ${restricted.map((name) => `-${name}`).join(' ')} +acl|whoami`,
    `user ${controlUser} on >${password} ~* &* +@all`,
    `masteruser ${controlUser}`,
    `masterauth ${password}`,
    ...(follows ? [`replicaof ${follows.host} ${follows.port}`] : []),
  ].join('\n')}\n`;
