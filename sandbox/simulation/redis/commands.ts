import type { Node } from './node.ts';
import { refusals, replyError } from './refusals.ts';
import { replicationSection, roleReply } from './replication-section.ts';
import { setKey } from './set-key.ts';
import { slotsReply } from './slots-reply.ts';

export interface Running {
  readonly node: Node;
  readonly args: readonly string[];
  readonly now: number;
  readonly random: () => number;
  readonly backlogBytes: number;
}

/** One command of Redis 7, with its flags as `COMMAND INFO` tells them. */
export interface Command {
  /** The name counts; a negative one is a minimum. */
  readonly arity: number;
  readonly write?: true;
  /** Refused while memory is short. */
  readonly denyOom?: true;
  /** Answered while the dataset is loaded. */
  readonly loading?: true;
  /** Answered while a script runs. */
  readonly allowBusy?: true;
  readonly noAuth?: true;
  /** Which of the arguments are keys. */
  readonly keys?: 'first' | 'all';
  readonly run: (running: Running) => unknown;
}

const time = ({ node, args, now }: Running, unit: number): number => {
  const expiry = node.data.expiry(args[0] ?? '', now);
  if (expiry === undefined) return -2;
  return expiry === Number.POSITIVE_INFINITY ? -1 : Math.round((expiry - now) / unit);
};

const deleteKeys = ({ node, args, now }: Running): number => {
  const present = [...new Set(args)].filter((key) => node.data.expiry(key, now) !== undefined);
  if (present.length > 0) node.write({ kind: 'delete', keys: present });
  return present.length;
};

const info = ({ node, args, now, random, backlogBytes }: Running): string => {
  if (node.ailments.has('garbled-info')) return garbage(random);
  const [section = 'default'] = args;
  if (!['replication', 'default', 'all', 'everything'].includes(section.toLowerCase())) return '';
  return replicationSection(node, now, backlogBytes);
};

/** What a broken server, or somebody on the way, might send. */
export const garbage = (random: () => number): string => {
  const letters = 'role:\u0000\r\n\u001b[31mmaster=slave;{"x"}\ufffd0123456789:';
  return Array.from({ length: 200 }, () => letters.charAt(Math.floor(random() * letters.length))).join('');
};

/** What `TouchCache` and applications send, and what tests read. Anything else is an unknown command. */
export const commands: ReadonlyMap<string, Command> = new Map<string, Command>([
  ['PING', { arity: -1, run: ({ args }) => args[0] ?? 'PONG' }],
  ['INFO', { arity: -1, loading: true, run: info }],
  ['ROLE', { arity: 1, loading: true, run: ({ node }) => roleReply(node) }],
  ['GET', { arity: 2, keys: 'first', run: ({ node, args, now }) => node.data.get(args[0] ?? '', now) ?? null }],
  ['PTTL', { arity: 2, keys: 'first', run: (running) => time(running, 1) }],
  ['TTL', { arity: 2, keys: 'first', run: (running) => time(running, 1000) }],
  ['SET', { arity: -3, write: true, denyOom: true, keys: 'first', run: setKey }],
  ['DEL', { arity: -2, write: true, keys: 'all', run: deleteKeys }],
  ['DBSIZE', { arity: 1, run: ({ node }) => node.data.size }],
  [
    'CLUSTER SLOTS',
    {
      arity: 2,
      run: ({ node }) => {
        if (!node.cluster.cluster) throw replyError(refusals.noCluster);
        return slotsReply(node.cluster);
      },
    },
  ],
]);
