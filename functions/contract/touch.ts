import * as z from 'zod';

/** Credentials of one cache, read by the caller and handed over in the invocation. Never logged. */
const Credentials = z.strictObject({ username: z.string().optional(), password: z.string() });
export type Credentials = z.infer<typeof Credentials>;

/** A cache to touch, by the address its clients use. */
export const Target = z.strictObject({
  host: z.string().min(1),
  port: z.number().int().min(1).max(65_535),
  tls: z.boolean(),
  ca: z.string().optional(),
  cluster: z.boolean(),
  credentials: Credentials.optional(),
});
export type Target = z.infer<typeof Target>;

/**
 * What `TouchCache` is asked to do, all at once, each part with its own deadline of 2 s.
 * Every part is optional; what is not asked for is not answered.
 */
export const TouchRequest = z.strictObject({
  datastore: z.string(),
  /** This Region's own cache: every shard is read; `beat` also writes the heartbeat, `canary` a key that expires. */
  local: z.strictObject({ target: Target, beat: z.boolean(), canary: z.boolean() }).optional(),
  /** The published primary: a canary is written through the endpoint that clients use. */
  remote: z.strictObject({ target: Target }).optional(),
  /** Something outside the primary Region that must answer for this network's word to count. */
  control: z.strictObject({ host: z.string(), port: z.number().int() }).optional(),
  /** Names to resolve where private zones answer. */
  resolve: z.array(z.string()).optional(),
});
export type TouchRequest = z.infer<typeof TouchRequest>;

/**
 * `alive`: it answered, whatever it said. `unreachable`: no name, no connection, no TLS, no answer in time.
 * `unknown`: nothing can be concluded.
 */
export const Reach = z.enum(['alive', 'unreachable', 'unknown']);
export type Reach = z.infer<typeof Reach>;

/** One shard as its node in this Region tells it. */
export const ShardLook = z.strictObject({
  /** The hash tag whose keys live on this shard; the whole keyspace without cluster mode. */
  shard: z.string(),
  role: z.enum(['master', 'slave', 'unknown']),
  /** What the last heartbeat that arrived says: when it was written by the primary's clock, and its count. */
  heartbeat: z.strictObject({ writtenAt: z.number(), count: z.number().int() }).optional(),
  /** The replication stream's identity and position, as this node applied it. */
  offset: z.strictObject({ stream: z.string(), position: z.number() }).optional(),
  keys: z.number().int().optional(),
  /** Whether the canary was written and read back; absent if none was asked for. */
  wrote: z.boolean().optional(),
  /** Whether the heartbeat was written; absent if none was asked for. */
  beat: z.boolean().optional(),
  /** The error word of a refusal, such as READONLY or LOADING. */
  refusal: z.string().optional(),
});
export type ShardLook = z.infer<typeof ShardLook>;

/** What a name resolves to where private zones answer. `absent` is a positive answer: there is no such record. */
export const Resolved = z.strictObject({
  name: z.string(),
  outcome: z.enum(['found', 'absent', 'unknown']),
  cname: z.string().optional(),
  txt: z.array(z.string()),
});
export type Resolved = z.infer<typeof Resolved>;

/** What `TouchCache` saw. */
export const TouchAnswer = z.strictObject({
  /** When the look ended, by the function's clock, milliseconds since the epoch. */
  seenAt: z.number(),
  local: z.strictObject({ reach: Reach, detail: z.string().optional(), shards: z.array(ShardLook) }).optional(),
  remote: z
    .strictObject({
      reach: Reach,
      /** Every shard of it took the write. */
      wrote: z.boolean(),
      /** READONLY: the published primary is none; the roles moved. */
      refusal: z.string().optional(),
      detail: z.string().optional(),
    })
    .optional(),
  control: z.strictObject({ reach: Reach }).optional(),
  names: z.array(Resolved).optional(),
});
export type TouchAnswer = z.infer<typeof TouchAnswer>;
