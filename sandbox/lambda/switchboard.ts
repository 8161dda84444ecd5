import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { LambdaPorts, Origin } from './ports.ts';
import type { Question, Reply } from './worker/protocol.ts';

const CACHE_DOMAIN = '.cache.amazonaws.com';

/** Answers what one worker asks of the network. Hand `port` to the worker; `close` when it has ended. */
export const openSwitchboard = (
  ports: Pick<LambdaPorts, 'network' | 'resolve' | 'addressFor'>,
  origin: Origin,
): { readonly port: MessagePort; readonly close: () => void } => {
  const { port1, port2 } = new MessageChannel();
  const answer = (question: Question): Reply => {
    if (!ports.network.reaches(origin.region, origin.region)) return { kind: 'silence' };
    return question.kind === 'resolve' ? recordsFor(ports, origin, question) : addressFor(ports, origin, question);
  };
  port1.on('message', ({ id, question }: { id: number; question: Question }) => {
    const reply = answer(question);
    // Lost packets are lost: nothing is ever told of them.
    if (reply.kind !== 'silence') port1.postMessage({ id, reply });
  });
  port1.unref();
  return { port: port2, close: () => port1.close() };
};

const recordsFor = (
  { resolve }: Pick<LambdaPorts, 'resolve'>,
  origin: Origin,
  { name, type }: { name: string; type: string },
): Reply => {
  const { rcode, answers } = resolve(name, type, origin);
  const records = answers.filter((answer) => type === 'ANY' || answer.type === type);
  if (records.length > 0) return { kind: 'records', records: records.map(({ data, ttl }) => ({ data, ttl })) };
  // A resolver goes on to the Internet for names that are not ours, and finds nothing there.
  const code = rcode === 'NOERROR' ? 'ENODATA' : 'ENOTFOUND';
  return { kind: 'error', code, message: `${name} has no ${type} record` };
};

/** A name is resolved first, as the system would; what it leads to must be a Redis endpoint of the world. */
const addressFor = (
  ports: Pick<LambdaPorts, 'network' | 'resolve' | 'addressFor'>,
  origin: Origin,
  { host, port }: { host: string; port: number },
): Reply => {
  const isAddress = /^[\d.]+$/.test(host);
  const found = isAddress ? undefined : ports.resolve(host, 'A', origin).answers.findLast(({ type }) => type === 'A');
  if (!isAddress && !found) return { kind: 'error', code: 'ENOTFOUND', message: `${host} does not resolve` };
  const ip = found ? String(found.data) : host;
  const there = regionOfAddress(ports.network.regions, ip);
  if (there === undefined) return { kind: 'error', code: 'ECONNREFUSED', message: `${host} leads to ${ip}` };
  if (!origin.inVpc || !ports.network.reaches(origin.region, there)) return { kind: 'silence' };
  const endpoint = found?.name.endsWith(CACHE_DOMAIN) ? found.name : ip;
  const address = ports.addressFor(origin.region, endpoint, port) ?? ports.addressFor(origin.region, ip, port);
  // Nobody's address in a VPC: security groups drop, they do not refuse.
  return address ? { kind: 'address', ...address } : { kind: 'silence' };
};

/** The n-th Region of the world has the loopback addresses 127.0.n.*, n from 1. */
const regionOfAddress = (regions: readonly string[], ip: string): string | undefined =>
  regions[Number(/^127\.0\.(\d+)\.\d+$/.exec(ip)?.[1] ?? 0) - 1];
