import * as z from 'zod';
import { Epoch } from './epoch.ts';
import { DatastoreName, Instant, Region } from './region.ts';

const host = z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i);

/**
 * The published record, one JSON value per datastore and Region, so that no reader can mix two epochs.
 * Without cluster mode `primary` and `reader` are set, with it `configuration`.
 * Unknown members are kept out: a reader of this version must know all that it trusts.
 */
export const PublishedEndpoint = z
  .strictObject({
    datastore: DatastoreName,
    epoch: Epoch,
    primaryRegion: Region,
    primary: host.optional(),
    reader: host.optional(),
    configuration: host.optional(),
    port: z.number().int().min(1).max(65_535),
    tls: z.boolean(),
    /** When this Region was promoted; absent on the first publication, which has no cooldown. */
    promotedAt: Instant.optional(),
    /** Set when the primary was separated from its Global Datastore: no reconciler may undo that. */
    separated: z.literal(true).optional(),
    /**
     * Set by a person who publishes while nothing of ours runs: an epoch that no journal knows. The Region's own
     * `Reconcile` takes it over under a new epoch of its own.
     */
    byHand: z.literal(true).optional(),
  })
  .refine(
    (value) => value.primary !== undefined || value.configuration !== undefined,
    'expected primary or configuration',
  )
  // A Region takes epochs of its own name only, and publishes only itself; copies keep both.
  .refine(({ epoch, primaryRegion }) => epoch.region === primaryRegion, 'expected an epoch of the primary Region');
export type PublishedEndpoint = z.infer<typeof PublishedEndpoint>;
