import type { Clock } from './clock.ts';

/**
 * One thing that happened, written by the sandbox and never by the code under test. Members of `detail` that checkers
 * rely on, by kind:
 *
 * `call`: a signed request was answered (or hung, see `silent`). `from` place, `principal` role ARN or `administrator`,
 * `function` the caller's name where a function called, `invocation` its request id, `requestId` of the call, `sentAt`,
 * `outcome` as the caller saw it (`OK`, an error code, `Unreachable`, `NeverAnswered`, `ConnectionReset`), `input` brief.
 *
 * `given-up`: the caller stopped waiting for an answer that never came. `requestId` and what the call has, `waitedMs`.
 *
 * `effect`: state changed, also when the caller never heard of it. `requestId` and `principal` of the call that caused
 * it where one did. ssm: `parameter`, `version`, `value`, `before` {version, value}. route53: `zone`, `changes` [{action,
 * name, type, ttl, values}], `before` [the sets of those names]. dynamodb: `table`, `key`, `before`, `after`.
 * elasticache: `group`, `status`, `target` / `primary` / `cluster`.
 *
 * `decision`: a function answered the workflow with one. `execution`, `decision`, `evidence`, `next`.
 *
 * `fault`: `blackout`, `heal` {region}; `cut`, `mend` {a, b, path?}; `cut-one-way`, `mend-one-way` {from, to, path?};
 * `impaired`, `repaired` {from, to, traffic, way}: directions are broken and mended one by one, also where several things
 * broke the same; `route53 up`, `route53 down`, `route53 shares-fate`; `redis:down`, `redis:frozen`, `redis:up` {region, datastore?}: the
 * nodes of a member serve nobody, or do again; `redis:partial` {region, datastore?}: those of some of its shards do, and of
 * others do not; `replication:stopped`, `replication:flowing` {region, datastore?}: what reaches a member though nodes and
 * links are fine; `clients:failing`, `clients:fine` {datastore?}: clients' errors that no other fault explains;
 * `api:dark`, `api:up` {region}: a Region's AWS APIs answer nobody while its data plane goes on;
 * `skew` {region, ms}: from now on a Region's clock is so much ahead;
 * `clock:set-forward` {ms}: nothing is broken, and whatever was under way seems to have taken longer.
 *
 * `alarm`: `from`, `to`, `forced`. `execution`: name is its status, `execution`, `stateMachine`, `input`, `output`, `error`.
 * `state`: `execution`. `function`: `phase` start | end | dropped | killed, `requestId`, `execution` where the workflow
 * invoked it, `durationMs`, `functionError`. `log`: `message`. `page`: `subject`, `message`. `client`: what it saw.
 * `redis`: one command that a server acknowledged or refused, where servers tell: `node`, `shard`, `key`, `outcome`,
 * `client`.
 *
 * `errand`: a connection (`redis:CONNECT`), a command (`redis:SET`) or a lookup (`dns:CNAME`) that a function sent, and that
 * arrived: there, or at the resolver of its own Region. `from`, `function`, `invocation`, `outcome` as it was answered (`OK`,
 * the first word of an error reply, a code, or `NeverAnswered`, `ConnectionReset`, `Garbled`), `fault` where one was planned.
 */
export interface Entry {
  readonly at: number;
  readonly kind: EntryKind;
  /** The Region it happened in, where there is one. */
  readonly region?: string;
  /** What it was, for example `elasticache:FailoverGlobalReplicationGroup` or `blackout`. */
  readonly name: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

export type EntryKind =
  | 'call'
  | 'given-up'
  | 'effect'
  | 'decision'
  | 'fault'
  | 'alarm'
  | 'execution'
  | 'state'
  | 'function'
  | 'log'
  | 'page'
  | 'client'
  | 'redis'
  | 'errand';

/** An append-only record of a run. Checkers are pure functions of `entries`. */
export class History {
  readonly entries: Entry[] = [];
  readonly #clock: Clock;
  readonly #listeners = new Set<(entry: Entry) => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  append(entry: Omit<Entry, 'at'>): void {
    const complete = { at: this.#clock.now(), ...entry };
    this.entries.push(complete);
    for (const listener of this.#listeners) listener(complete);
  }

  /** Calls back on each later entry, until the returned function is called. */
  follow(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
