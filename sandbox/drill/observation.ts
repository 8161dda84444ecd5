import type { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import type { Violation } from '../checkers.ts';
import type { Entry } from '../history.ts';
import type { Acknowledged } from './clients/session-client.ts';
import type { Milestones } from './milestones.ts';
import type { Scene } from './scene.ts';

/** A write that a client was told is safe, and the Region that told it. */
export interface Write extends Acknowledged {
  /** undefined for an address that is no member's. */
  readonly region: string | undefined;
}

export interface ObservedClient {
  readonly name: string;
  readonly writes: readonly Write[];
  readonly errors: number;
}

/** A key as the new primary has it at the end. */
export interface Stored {
  readonly value: string;
  /** Milliseconds left; negative where the key never expires. */
  readonly timeToLiveMs: number;
  /** When it was looked at. */
  readonly at: number;
}

/** Everything that a drill saw: what the checks judge. */
export interface Observation {
  readonly scene: Scene;
  /** The sandbox's history since the start. */
  readonly entries: readonly Entry[];
  readonly milestones: Milestones;
  readonly clients: readonly ObservedClient[];
  /** What each member Region's parameter says at the end. */
  readonly published: Readonly<Record<string, PublishedEndpoint | undefined>>;
  /** What the DNS server says at the end. */
  readonly record: { readonly target: string | undefined; readonly epoch: string | undefined };
  /** By key; on the primary endpoint of the Region that took over. */
  readonly stored: ReadonlyMap<string, Stored>;
  /** `master_link_status` of the old primary's first node at the end. */
  readonly oldPrimaryLink: string | undefined;
  /** What the checkers of docs/safety.md found. */
  readonly broken: readonly Violation[];
  readonly timeToLiveMs: number;
  /** When the clients stopped writing. */
  readonly clientsStoppedAt: number;
}
