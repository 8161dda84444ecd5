/** One record of an answer. Names have no trailing dot. `data` is an address, a name, a TXT's strings or an SOA. */
export type Answer =
  | {
      readonly name: string;
      readonly ttl: number;
      readonly type: 'A' | 'AAAA' | 'CNAME' | 'NS' | 'PTR';
      readonly data: string;
    }
  | { readonly name: string; readonly ttl: number; readonly type: 'TXT'; readonly data: readonly string[] }
  | { readonly name: string; readonly ttl: number; readonly type: 'MX'; readonly data: Mx }
  | { readonly name: string; readonly ttl: number; readonly type: 'SRV'; readonly data: Srv }
  | { readonly name: string; readonly ttl: number; readonly type: 'SOA'; readonly data: Soa };

export interface Mx {
  readonly preference: number;
  readonly exchange: string;
}

export interface Srv {
  readonly priority: number;
  readonly weight: number;
  readonly port: number;
  readonly target: string;
}

export interface Soa {
  readonly mname: string;
  readonly rname: string;
  readonly serial: number;
  readonly refresh: number;
  readonly retry: number;
  readonly expire: number;
  readonly minimum: number;
}

/** What a question gets. `NOERROR` without an answer of the asked type: the name exists, the type does not. */
export interface Resolution {
  readonly rcode: 'NOERROR' | 'NXDOMAIN' | 'REFUSED';
  /** The chain of CNAMEs, then the records at its end. */
  readonly answers: readonly Answer[];
  /** The SOA that tells how long a "no" may be kept. */
  readonly authorities: readonly Answer[];
}
