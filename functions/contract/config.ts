import * as z from 'zod';
import { Policy, Profile } from './policy.ts';
import { DatastoreName, Region } from './region.ts';

const perRegion = <T extends z.ZodType>(value: T) => z.record(Region, value);

/** How the caches are reached. A secret holds `{"username"?: string, "password": string}`, one in each Region. */
const Access = z.strictObject({
  tls: z.boolean(),
  auth: z
    .union([
      z.literal('none'),
      z.strictObject({
        secret: perRegion(z.string().regex(/^arn:aws[\w-]*:secretsmanager:/, 'expected a secret ARN')),
      }),
      z.strictObject({ iam: z.strictObject({ user: z.string().min(1) }) }),
    ])
    .default('none'),
  /** PEM text of a private certificate authority; the public ones need none. */
  ca: z.string().optional(),
});
export type Access = z.infer<typeof Access>;

/** Where `TouchCache` runs. By id: nothing is looked up at synthesis. */
const Network = z.strictObject({
  vpc: z.string().regex(/^vpc-[0-9a-f]+$/),
  subnets: z.array(z.string().regex(/^subnet-[0-9a-f]+$/)).min(1),
  securityGroups: z.array(z.string().regex(/^sg-[0-9a-f]+$/)).min(1),
  /** Whether this network has a path to the caches of the other Regions (peering, transit gateway). */
  reachesOthers: z.boolean().default(false),
  /** Something outside the other member Regions that answers TCP; when it does not, this network's word does not count. */
  control: z.strictObject({ host: z.string().min(1), port: z.number().int().min(1).max(65_535) }).optional(),
});
export type Network = z.infer<typeof Network>;

const Dns = z.union([
  z.literal('none'),
  z.strictObject({
    zone: z.string().regex(/^Z[A-Z0-9]{1,31}$/, 'expected a hosted zone id such as Z0123456789ABC'),
    /** The CNAME that clients use, without a trailing dot. */
    record: z.string().regex(/^(?!-)[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})+$/, 'expected a lower-case host name'),
    ttl: z.number().int().min(1).max(300).default(5),
  }),
]);
export type Dns = z.infer<typeof Dns>;

/** An alarm of the application's own, which says that clients fail. It may live in any Region. */
const ClientAlarm = z.strictObject({ region: Region, name: z.string().min(1).max(255) });
export type ClientAlarm = z.infer<typeof ClientAlarm>;

/** One Global Datastore under care. */
export const Datastore = z.strictObject({
  globalReplicationGroupId: z
    .string()
    .regex(/^[a-z]{5}-[a-z0-9-]+$/, 'expected an id with its Region prefix, such as ldgnf-sessions'),
  replicationGroups: perRegion(z.string().regex(/^[a-z][a-z0-9-]{0,39}$/)),
  access: Access,
  network: perRegion(Network),
  dns: Dns,
  clientAlarms: z.array(ClientAlarm).max(10).default([]),
  /** The order in which Regions take over. Only the first that is a SECONDARY may act automatically. */
  preference: z.array(Region).min(2).max(3),
  policy: Policy.default(() => Policy.parse({})),
  profile: Profile.default('economy'),
  /** Also write the host names and the port as plain parameters, for readers that cannot parse JSON. */
  plainParameters: z.boolean().default(false),
});
export type Datastore = z.infer<typeof Datastore>;

/** Everything that is deployed: `failover.config.ts`. */
export const Config = z.strictObject({
  account: z.string().regex(/^\d{12}$/, 'expected a 12-digit AWS account id'),
  /** Every Region that holds a member of some datastore. One stack each. */
  regions: z.array(Region).min(2),
  /** A Region without members, which looks at a primary Region from outside. */
  witness: Region.optional(),
  /** E-mail addresses that get every page; each must confirm its subscription. */
  pageTo: z.array(z.email()).default([]),
  datastores: z.record(DatastoreName, Datastore),
});
export type Config = z.infer<typeof Config>;
/** What people write: `Config` before its defaults. */
export type ConfigInput = z.input<typeof Config>;
