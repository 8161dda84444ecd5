import { type Command, commands } from './commands.ts';
import { slotOfKey } from './key-slot.ts';
import type { Node } from './node.ts';
import { moved, noPermission, refusals, replyError, unknownCommand, wrongArity } from './refusals.ts';
import { addressOf } from './slots-reply.ts';
import type { Surroundings } from './surroundings.ts';

/** What a server knows of one connection. */
export interface Session {
  authenticated: boolean;
  /** Where it comes from, for the history. */
  readonly from: string;
}

interface Asked {
  readonly name: string;
  readonly args: readonly string[];
  readonly session: Session;
}

/** Does one command as a running server does: the reply, or a thrown error reply. */
export const execute = (node: Node, asked: Asked, around: Surroundings): unknown => {
  const name = asked.name.toUpperCase();
  if (node.refusal !== undefined) throw replyError(node.refusal);
  if (name === 'AUTH') return authenticate(node, asked);
  const now = around.clock.now();
  const { command, called, args } = find(asked.name, asked.args);
  const note = command.write ? noteOf(node, { called, args, session: asked.session }, around) : undefined;
  try {
    refuse(node, { command, called, args, session: asked.session });
    if (node.role === 'master') expire(node, now);
    const { random, times } = around;
    const reply = command.run({ node, args, now, random, backlogBytes: times.replBacklogBytes });
    note?.('OK');
    return reply;
  } catch (error) {
    note?.(error instanceof Error ? (error.message.split(' ', 1)[0] ?? '') : 'ERR');
    throw error;
  }
};

interface Found {
  readonly command: Command;
  /** As error replies name it. */
  readonly called: string;
  readonly args: readonly string[];
}

const find = (asked: string, args: readonly string[]): Found => {
  const name = asked.toUpperCase();
  const isCluster = name === 'CLUSTER' && args.length > 0;
  const whole = isCluster ? `CLUSTER ${String(args[0]).toUpperCase()}` : name;
  const command = commands.get(whole);
  if (name === 'CLUSTER' && !isCluster) throw replyError(wrongArity('cluster'));
  if (!command && isCluster) throw replyError(`ERR unknown subcommand '${args[0]}'. Try CLUSTER HELP.`);
  if (!command) throw replyError(unknownCommand(asked, args));
  const words = args.length + 1;
  const called = whole.toLowerCase().replace(' ', '|');
  if (command.arity > 0 ? words !== command.arity : words < -command.arity) throw replyError(wrongArity(called));
  return { command, called, args: isCluster ? args.slice(1) : args };
};

/** The guards in the order of `processCommand` (src/server.c of Redis 7). */
const refuse = (node: Node, { command, called, args, session }: Found & { session: Session }): void => {
  const { ailments, cluster } = node;
  const isWrite = command.write === true;
  if (cluster.password !== undefined && !session.authenticated && !command.noAuth) throw replyError(refusals.noAuth);
  if (ailments.has('no-permission') && isWrite) throw replyError(noPermission(called));
  if (cluster.cluster && command.keys) redirect(node, command.keys === 'all' ? args : args.slice(0, 1));
  if (ailments.has('oom') && command.denyOom) throw replyError(refusals.oom);
  if (ailments.has('misconf') && isWrite && node.role === 'master') throw replyError(refusals.misconf);
  if ((ailments.has('readonly') || node.role === 'slave') && isWrite) throw replyError(refusals.readonly);
  if (ailments.has('loading') && !command.loading) throw replyError(refusals.loading);
  if (ailments.has('busy') && !command.allowBusy) throw replyError(refusals.busy);
};

/** Keys of other shards are elsewhere; and so are all, from a node that is not its shard's primary. */
const redirect = (node: Node, args: readonly string[]): void => {
  const [slot = 0, ...others] = args.map(slotOfKey);
  if (others.some((other) => other !== slot)) throw replyError(refusals.crossSlot);
  if (node.ailments.has('cluster-down')) throw replyError(refusals.clusterDown);
  if (node.ailments.has('no-slots')) throw replyError(refusals.noSlot);
  const { leader } = node.cluster.shardOf(slot);
  if (leader !== node) throw replyError(moved(slot, { host: addressOf(leader), port: node.cluster.port }));
};

const authenticate = (node: Node, { args, session }: Asked): 'OK' => {
  const { password } = node.cluster;
  const [given, username] = [args.at(-1), args.length > 1 ? args[0] : undefined];
  if (args.length === 0) throw replyError(wrongArity('auth'));
  if (args.length > 2) throw replyError(refusals.syntax);
  if (password === undefined && username === undefined) throw replyError(refusals.noPasswordSet);
  // A user without a password takes any.
  if (password !== undefined && given !== password) throw replyError(refusals.wrongPassword);
  session.authenticated = true;
  return 'OK';
};

/** Keys that are due go before anything is done with them, and the copies are told. */
const expire = (node: Node, now: number): void => {
  const keys = node.data.takeExpired(now);
  if (keys.length > 0) node.write({ kind: 'delete', keys });
};

const noteOf =
  (node: Node, { called, args, session }: Omit<Found, 'command'> & { session: Session }, around: Surroundings) =>
  (outcome: string): void =>
    around.history.append({
      kind: 'redis',
      region: node.cluster.region,
      name: called.toUpperCase(),
      detail: {
        node: node.id,
        cluster: node.cluster.id,
        shard: node.shard,
        key: args[0],
        outcome,
        client: session.from,
      },
    });
