import * as z from 'zod';

/** What the orchestrator may do by itself. `observe` decides and reports only; `off` does not even start. */
export const Automation = z.enum(['auto', 'approve', 'observe', 'off']);
export type Automation = z.infer<typeof Automation>;

/** How often the caches are touched, and so how soon a loss is noticed and what the metrics cost. */
export const Profile = z.enum(['fast', 'economy']);
export type Profile = z.infer<typeof Profile>;

/** Seconds between two looks of `Probe`, which is also the period of its metrics. `fast` needs high-resolution metrics. */
export const probeIntervalSeconds: Readonly<Record<Profile, number>> = { fast: 10, economy: 60 };

/**
 * The smallest loss limit, in seconds: a heartbeat may be one look old when it is seen, two where the look in between is
 * lost, and what a slow call or a dark primary adds must fit too. Any limit below asks people because of one such fault.
 */
export const leastLossLimitSeconds: Readonly<Record<Profile, number>> = {
  fast: 3 * probeIntervalSeconds.fast,
  economy: 3 * probeIntervalSeconds.economy,
};

const seconds = (min: number, max: number) => z.number().int().min(min).max(max);

/**
 * When to act. All times are whole seconds.
 *
 * `persistence`: how long everything must have been bad. `grace`: how long a change in progress may excuse a primary.
 * `lossLimit`: the largest loss, by the delay of replicated data and by how long the primary was seen to serve without it, that
 * is promoted without asking.
 * `cooldown`: at most one automatic promotion in this time, over all Regions.
 */
export const Policy = z.strictObject({
  automation: Automation.default('approve'),
  persistence: seconds(1, 3600).default(120),
  grace: seconds(0, 3600).default(180),
  /** The smallest that the default profile takes. */
  lossLimit: seconds(1, 3600).default(leastLossLimitSeconds.economy),
  cooldown: seconds(0, 7 * 86_400).default(3600),
  /** How long people have to answer a request for approval. */
  approval: seconds(60, 86_400).default(900),
  /** How long a promotion, or a separation, may take from the call until every shard takes writes. */
  promotion: seconds(10, 3600).default(300),
  /**
   * The last resort after a promotion that leads to no writes: people are asked whether this Region's cluster leaves its
   * Global Datastore, which nothing of ours can undo. `never` does not even ask.
   */
  separation: z.enum(['never', 'approve']).default('never'),
  /** Between two looks while waiting for the evidence, or for the promotion. */
  poll: seconds(1, 60).default(5),
});
export type Policy = z.infer<typeof Policy>;
