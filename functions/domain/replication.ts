import type { ShardLook } from '../contract/touch.ts';

/** A node's role, and how far it is in which stream. */
export type Replication = Pick<ShardLook, 'role' | 'offset'>;

/** Reads `INFO replication`. https://valkey.io/commands/info/ */
export const replicationOfInfo = (info: string): Replication => {
  const fields = new Map(
    info.split(/\r?\n/).map((line) => [line.split(':', 1).join(), line.slice(line.indexOf(':') + 1)]),
  );
  const role = roleOf(fields.get('role'));
  const position = fields.get(role === 'slave' ? 'slave_repl_offset' : 'master_repl_offset') ?? '';
  const stream = fields.get('master_replid') ?? '';
  // 40 hexadecimal digits, and bytes counted from zero: anything else is not remembered.
  const isKnown = /^[\w-]{1,64}$/.test(stream) && /^\d{1,15}$/.test(position);
  return { role, ...(isKnown && { offset: { stream, position: Number(position) } }) };
};

/** Reads the answer of `ROLE`, which names no stream: without one, two offsets cannot be compared. */
export const replicationOfRole = (answer: unknown): Replication => ({
  role: roleOf(Array.isArray(answer) ? answer[0] : undefined),
});

const roleOf = (word: unknown): Replication['role'] => (word === 'master' || word === 'slave' ? word : 'unknown');
