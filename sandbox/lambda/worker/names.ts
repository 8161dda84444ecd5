import dns, { type LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import { callbackify, promisify } from 'node:util';
import type { Ask } from './ask.ts';
import { Resolver, resolverMethods } from './resolver.ts';
import { notFound } from './route.ts';

interface LookupOptions {
  readonly family?: number | 'IPv4' | 'IPv6';
  readonly all?: boolean;
}

/** Every way Node has to resolve a name leads to the sandbox's DNS. */
export const takeNames = (ask: Ask): void => {
  const lookupAll = createLookup(ask);
  const promised = async (hostname: string, given?: number | LookupOptions | null) => {
    const options = typeof given === 'number' ? { family: given } : (given ?? {});
    const all = await lookupAll(hostname, options);
    return options.all ? all : all[0];
  };
  const lookup = (hostname: string, ...rest: unknown[]): void => {
    const callback = rest.pop();
    if (typeof callback !== 'function') throw new TypeError('dns.lookup needs a callback');
    const [given] = rest;
    const options = typeof given === 'number' ? { family: given } : { ...(given ?? {}) };
    const done = (error: Error | null, all: readonly LookupAddress[] = []): void => {
      if (error) callback(error);
      else if ('all' in options && options.all) callback(null, all);
      else callback(null, all[0]?.address, all[0]?.family);
    };
    callbackify(lookupAll)(hostname, options, done);
  };
  Object.assign(lookup, { [promisify.custom]: promised });
  const methods = resolverMethods(ask);
  Object.assign(dns, methods.callbacks, { lookup, Resolver: Resolver.over(methods.callbacks) });
  Object.assign(dns.promises, methods.promises, { lookup: promised, Resolver: Resolver.over(methods.promises) });
};

const createLookup =
  (ask: Ask) =>
  async (hostname: string, { family }: LookupOptions): Promise<LookupAddress[]> => {
    if (isIP(hostname)) return [{ address: hostname, family: isIP(hostname) }];
    if (hostname === 'localhost') return [{ address: '127.0.0.1', family: 4 }];
    const six = family === 6 || family === 'IPv6';
    const reply = await ask({ kind: 'resolve', name: hostname, type: six ? 'AAAA' : 'A' });
    if (reply.kind !== 'records') throw notFound(hostname);
    return reply.records.map(({ data }) => ({ address: String(data), family: six ? 6 : 4 }));
  };
