import type { Node } from './node.ts';
import { noId } from './stream.ts';

/** `INFO replication` as Redis 7.0 writes it (src/server.c, genRedisInfoString). */
export const replicationSection = (node: Node, now: number, backlogBytes: number): string => {
  const { stream } = node;
  const lying = node.ailments.has('role-lies');
  const isMaster = (node.role === 'master') !== lying;
  const copies = [...node.copies];
  const started = stream.offset > 0;
  const lines = [
    '# Replication',
    `role:${isMaster ? 'master' : 'slave'}`,
    ...(isMaster ? [] : masterLines(node, now)),
    `connected_slaves:${copies.length}`,
    ...copies.map(
      (link, index) =>
        `slave${index}:ip=${link.owner.ip},port=${link.owner.cluster.port},state=online,offset=${link.position},lag=${seconds(now - link.silentSince(now))}`,
    ),
    'master_failover_state:no-failover',
    `master_replid:${stream.id}`,
    `master_replid2:${stream.formerId}`,
    `master_repl_offset:${stream.offset}`,
    `second_repl_offset:${stream.formerId === noId ? -1 : stream.formerEnd}`,
    `repl_backlog_active:${started ? 1 : 0}`,
    `repl_backlog_size:${backlogBytes}`,
    `repl_backlog_first_byte_offset:${started ? stream.first + 1 : 0}`,
    `repl_backlog_histlen:${started ? stream.offset - stream.first : 0}`,
  ];
  return `${lines.join('\r\n')}\r\n`;
};

const masterLines = (node: Node, now: number): string[] => {
  const { state, lastHeard, downSince } = node.link;
  const up = state === 'up';
  const source = node.upstream;
  return [
    `master_host:${source?.host ?? node.host}`,
    `master_port:${source?.cluster.port ?? node.cluster.port}`,
    `master_link_status:${up ? 'up' : 'down'}`,
    `master_last_io_seconds_ago:${up ? seconds(now - lastHeard) : -1}`,
    `master_sync_in_progress:${state === 'syncing' ? 1 : 0}`,
    `slave_read_repl_offset:${node.stream.offset}`,
    `slave_repl_offset:${node.stream.offset}`,
    ...(up ? [] : [`master_link_down_since_seconds:${downSince === undefined ? -1 : seconds(now - downSince)}`]),
    'slave_priority:100',
    'slave_read_only:1',
    'replica_announced:1',
  ];
};

/** The answer of `ROLE`, as ioredis hands it over. */
export const roleReply = (node: Node): unknown => {
  const { stream, link } = node;
  if ((node.role === 'master') !== node.ailments.has('role-lies'))
    return [
      'master',
      stream.offset,
      [...node.copies].map(({ owner, position }) => [owner.ip, String(owner.cluster.port), String(position)]),
    ];
  const source = node.upstream;
  const state = { up: 'connected', syncing: 'sync', down: 'connect' }[link.state];
  const offset = link.state === 'up' ? stream.offset : -1;
  return ['slave', source?.host ?? node.host, source?.cluster.port ?? node.cluster.port, state, offset];
};

const seconds = (ms: number): number => Math.max(0, Math.floor(ms / 1000));
