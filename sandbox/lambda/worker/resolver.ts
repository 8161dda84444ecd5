import type { Ask } from './ask.ts';

type Method = (name: string, ...rest: unknown[]) => unknown;
type Methods = Readonly<Record<string, Method>>;

const TYPES = {
  resolve4: 'A',
  resolve6: 'AAAA',
  resolveCname: 'CNAME',
  resolveTxt: 'TXT',
  resolveNs: 'NS',
  resolveMx: 'MX',
  resolveSrv: 'SRV',
  resolvePtr: 'PTR',
  resolveSoa: 'SOA',
  resolveCaa: 'CAA',
  resolveNaptr: 'NAPTR',
} as const;

/** `resolve`, `resolve4`, … of node:dns and of its promises, over the sandbox's DNS. */
export const resolverMethods = (ask: Ask): { readonly promises: Methods; readonly callbacks: Methods } => {
  const query = createQuery(ask);
  const promises: Record<string, (name: string, ...rest: unknown[]) => Promise<unknown>> = {
    resolve: (name, type) => query(name, typeof type === 'string' ? type : 'A'),
    reverse: (address) => query(String(address), 'PTR'),
  };
  for (const [method, type] of Object.entries(TYPES))
    promises[method] = (name, options) => query(name, type, wantsTtl(options));
  const callbacks = Object.fromEntries(
    Object.entries(promises).map(([method, run]): [string, Method] => [method, withCallback(run)]),
  );
  return { promises, callbacks };
};

/** `dns.Resolver`, whichever servers it is told to ask. */
export class Resolver {
  static over(methods: Methods): typeof Resolver {
    return class extends Resolver {
      constructor() {
        super();
        Object.assign(this, methods);
      }
    };
  }
  /** The resolver of a VPC. */
  getServers(): string[] {
    return ['169.254.169.253'];
  }
  setServers(): void {}
  setLocalAddress(): void {}
  cancel(): void {}
}

const wantsTtl = (options: unknown): boolean =>
  typeof options === 'object' && options !== null && 'ttl' in options && options.ttl === true;

const createQuery =
  (ask: Ask) =>
  async (name: string, type: string, ttl = false): Promise<unknown> => {
    const reply = await ask({ kind: 'resolve', name, type });
    if (reply.kind === 'error') throw failure(reply.code, { name, type });
    if (reply.kind !== 'records') throw failure('ESERVFAIL', { name, type });
    const values = reply.records.map((record) =>
      ttl ? { address: record.data, ttl: record.ttl } : shape(type, record.data),
    );
    return type === 'SOA' ? values[0] : values;
  };

/** Node's names for the members of a record. */
const shape = (type: string, data: unknown): unknown => {
  const members = typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data } : undefined;
  if (type === 'MX' && members) return Object.fromEntries(rename(members, { preference: 'priority' }));
  if (type === 'SRV' && members) return Object.fromEntries(rename(members, { target: 'name' }));
  if (type === 'SOA' && members)
    return Object.fromEntries(rename(members, { mname: 'nsname', rname: 'hostmaster', minimum: 'minttl' }));
  return data;
};

const rename = (members: object, names: Readonly<Record<string, string>>): [string, unknown][] =>
  Object.entries(members).map(([key, value]) => [names[key] ?? key, value]);

/** As c-ares words it: `queryTxt ENODATA name`. */
const failure = (code: string, { name, type }: { name: string; type: string }): Error => {
  const syscall = `query${type.charAt(0)}${type.slice(1).toLowerCase()}`;
  return Object.assign(new Error(`${syscall} ${code} ${name}`), { code, syscall, hostname: name });
};

const withCallback =
  (run: (name: string, ...rest: unknown[]) => Promise<unknown>): Method =>
  (name, ...rest) => {
    const callback = rest.pop();
    if (typeof callback !== 'function') throw new TypeError('a callback is needed');
    run(name, ...rest).then(
      (value) => process.nextTick(() => callback(null, value)),
      (error) => process.nextTick(() => callback(error)),
    );
  };
