import { isIP } from 'node:net';
import type { Target } from '../../../functions/contract/touch.ts';
import { firstWord } from '../../../functions/redis/first-word.ts';
import type { Node as Address } from '../../../functions/redis/network.ts';
import type { Fault } from '../../faults.ts';
import { Connection } from './connection.ts';
import type { Directory } from './directory.ts';
import { inTime } from './in-time.ts';
import type { Node } from './node.ts';
import {
  connectionClosed,
  connectionRefused,
  connectionReset,
  nameUnknown,
  notTls,
  refusals,
  replyError,
  resolverFailed,
  wrongCertificate,
} from './refusals.ts';
import { struck } from './struck-lookup.ts';
import type { Surroundings } from './surroundings.ts';
import { type Caller, roundTrip, silence } from './travel.ts';

/** Finds the node, connects, does TLS and AUTH or PING: what `realNetwork.open` does, with its errors. */
export const open = async (
  { address, target }: { address: Address; target: Target },
  caller: Caller,
  { directory, around }: { directory: Directory; around: Surroundings },
): Promise<Connection> => {
  const node = await connected({ address, target }, caller, { directory, around });
  const connection = new Connection({ ...caller, node }, around);
  try {
    const { credentials } = target;
    if (node.ailments.has('max-clients'))
      await connection.ask(credentials ? 'AUTH' : 'PING', (answer) => answer(replyError(refusals.maxClients)));
    await firstWord(connection, target);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
};

const connected = (
  { address, target }: { address: Address; target: Target },
  caller: Caller,
  { directory, around }: { directory: Directory; around: Surroundings },
): Promise<Node> =>
  inTime(around.clock, 'connect', async () => {
    const node = await found(address.host, caller, { directory, around });
    await accepted(node, { port: address.port, caller }, around);
    await taken(node, { port: address.port, caller }, around);
    if (target.tls || node.cluster.spec.tls) await encrypted(node, { address, target }, around);
    return node;
  });

/** The node that a name means, as `getaddrinfo` finds it; an address needs no lookup. */
const found = (
  host: string,
  { from, sendOut }: Caller,
  { directory, around }: { directory: Directory; around: Surroundings },
): Promise<Node> => {
  const work = () => directory.find(host, from);
  if (isIP(host) !== 0) return work();
  const errand = sendOut({ service: 'dns', operation: 'A', region: from });
  const instead = ({ kind }: Fault): undefined => {
    if (kind === 'nxdomain') throw nameUnknown(host);
    if (kind === 'servfail') throw resolverFailed(host);
  };
  return struck({ errand, work, instead, clock: around.clock });
};

/** The connection that its machine took, for as long as nothing befalls it. */
const taken = (
  node: Node,
  { port, caller }: { port: number; caller: Caller },
  { clock }: Surroundings,
): Promise<void> => {
  const errand = caller.sendOut({ service: 'redis', operation: 'CONNECT', region: node.cluster.region });
  const instead = ({ kind }: Fault): undefined => {
    if (kind === 'refused') throw connectionRefused(node.ip, port);
    if (kind === 'reset') throw connectionReset();
  };
  return struck({ errand, work: async () => {}, instead, clock });
};

/** Resolves when the node's machine took the connection; a frozen process's does, one without a process refuses. */
export const accepted = async (
  node: Node,
  { port, caller }: { port: number; caller: Caller },
  around: Surroundings,
): Promise<void> => {
  const there = node.cluster.region;
  // Security groups drop, they do not refuse.
  if (port !== node.cluster.port) return silence();
  await roundTrip({ ...caller, to: there }, around);
  if (!node.running) throw connectionRefused(node.ip, port);
};

const encrypted = async (
  node: Node,
  { address, target }: { address: Address; target: Target },
  { clock }: Surroundings,
): Promise<void> => {
  const { spec } = node.cluster;
  if (!target.tls) throw connectionClosed();
  if (node.frozen) return silence();
  if (!spec.tls) throw notTls();
  // Certificates cover ElastiCache's own names, no number and no name of ours.
  const known = isIP(address.servername) === 0 && node.cluster.doors.has(address.servername.toLowerCase());
  if (!known || node.ailments.has('certificate')) throw wrongCertificate(address.servername);
  if (node.slowMs > 0) await new Promise<void>((resolve) => void clock.after(node.slowMs, resolve));
};
