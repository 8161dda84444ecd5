import type { Ask } from './ask.ts';
import { destinationOf } from './destination.ts';
import type { NetworkShare } from './protocol.ts';

export interface Target {
  readonly host: string;
  readonly port: number;
}

/** Where a connection really goes; `undefined` where its packets are lost. Rejects where it is refused. */
export type Route = (target: Target) => Promise<Target | undefined>;

/**
 * The rules of the deployed network: outside the VPC there are only AWS's APIs; inside it there are only the caches,
 * since it has neither NAT nor endpoints. What the sandbox does not have is refused loudly, so that nothing escapes.
 */
export const createRoute = (network: NetworkShare, ask: Ask): Route => {
  const { origin, places, cells, front } = network;
  const reaches = (to: string): boolean => {
    const [from, there] = [places.indexOf(origin.region), places.indexOf(to)];
    // A global service's home may lie outside this sandbox's world: it is there as long as this Region is.
    return cells[from * places.length + (there < 0 ? from : there)] === 1;
  };
  return async ({ host, port }) => {
    const destination = destinationOf(host);
    switch (destination.kind) {
      case 'aws':
        return !origin.inVpc && reaches(destination.place) ? front : undefined;
      case 'private':
        return undefined;
      case 'foreign':
        throw refused(host, port);
      default:
        if (!reaches(origin.region) || (!origin.inVpc && destination.kind === 'cache')) return undefined;
        return toCache(ask, { host, port });
    }
  };
};

const toCache = async (ask: Ask, target: Target): Promise<Target | undefined> => {
  const reply = await ask({ kind: 'connect', ...target });
  if (reply.kind === 'address') return { host: reply.host, port: reply.port };
  if (reply.kind !== 'error') return undefined;
  if (reply.code === 'ENOTFOUND') throw notFound(target.host);
  throw refused(target.host, target.port);
};

/** What getaddrinfo says of a name that does not exist. */
export const notFound = (hostname: string): Error =>
  Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), {
    errno: -3008,
    code: 'ENOTFOUND',
    syscall: 'getaddrinfo',
    hostname,
  });

const refused = (address: string, port: number): Error =>
  Object.assign(
    new Error(
      `connect ECONNREFUSED ${address}:${port}: the sandbox's functions reach AWS APIs and Redis endpoints only`,
    ),
    { errno: -111, code: 'ECONNREFUSED', syscall: 'connect', address, port },
  );
