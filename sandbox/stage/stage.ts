import type { Config } from '../../functions/contract/config.ts';
import type { Policy, Profile } from '../../functions/contract/policy.ts';
import type { FaultPlan } from '../faults.ts';
import type { Entry, History } from '../history.ts';
import type { Statement } from '../iam/policy.ts';
import type {
  People,
  StageAlarms,
  StageCaches,
  StageClocks,
  StageElastiCache,
  StageEvents,
  StageFunctions,
  StageJournals,
  StageNetwork,
  StageViews,
} from './stage-parts.ts';

export type {
  LinkQuality,
  Path,
  People,
  StageAlarms,
  StageCaches,
  StageClocks,
  StageElastiCache,
  StageEvents,
  StageExecution,
  StageFunctions,
  StageJournals,
  StageNetwork,
  StageViews,
} from './stage-parts.ts';

/**
 * What a scenario is played in: two or three member Regions, and a witness Region in both. `secret`: two, whose caches ask for
 * a password that is kept in Secrets Manager. `shards`: two, whose caches have cluster mode and three shards each.
 */
export type Shape = 'two' | 'three' | 'secret' | 'shards';

/**
 * One named scenario. `play` brings the world into trouble, and may wait for what follows; it starts in a settled world
 * (deployed, published everywhere, data arriving, the primary in `stage.primary`). What it left broken is healed after
 * it, and then the world must converge, or a page must name the difference.
 */
export interface Scenario {
  /** Kebab case, unique; `--scenario` selects by it. */
  readonly name: string;
  /** One sentence: the situation, and what must come of it. */
  readonly about: string;
  /** @default two */
  readonly shape?: Shape;
  /**
   * `fast` comes with the demo's policy: automation `auto`, persistence 20 s, loss limit 30 s, cooldown 3600 s; poll 5 s.
   * `economy` is what users deploy who name neither, and comes with the defaults, but `auto`.
   * @default the seed's, and fast where it says nothing
   */
  readonly profile?: Profile;
  /** Over the policy that comes with the profile. */
  readonly policy?: Partial<Policy>;
  /** How often each client acts. @default writes every 2 s, looks where to every 5 s */
  readonly pace?: Pace;
  /**
   * What people, alarms and records of this scenario carry where an identifier belongs: none of it may reach a call or a
   * Redis command as one (N22).
   */
  readonly hostile?: readonly string[];
  readonly play: (stage: Stage) => Promise<void>;
  readonly expect?: Expectation;
}

/** Milliseconds between two writes of a client, and between two looks where to write. */
export interface Pace {
  readonly writeEveryMs: number;
  readonly lookEveryMs: number;
}

/** What must have come of a scenario, besides what every checker demands of every run. */
export interface Expectation {
  /** How many promotions ElastiCache accepted from our functions. */
  readonly promotions?: number;
  /** How many it may have accepted, where more faults than the scenario tells of may keep ours from being made. */
  readonly mostPromotions?: number;
  /** Where the primary is at the end. */
  readonly primary?: string;
  /** Codes or words, each of which some page must hold. */
  readonly pages?: readonly string[];
  /** @default true */
  readonly converges?: boolean;
  /**
   * The scenario begins with a real loss that must end in a promotion of the preferred Region, published, within so many
   * milliseconds, unless the seed adds faults of its own (L1).
   */
  readonly movedWithin?: number;
}

/** The world as a scenario's author holds it: everything is by Region name, and by the demo's only datastore. */
export interface Stage {
  readonly config: Config;
  readonly datastore: string;
  /** The member Regions in the order of the configuration; the primary is in the first. */
  readonly regions: readonly string[];
  /** Where the primary is when the scenario begins. */
  readonly primary: string;
  /** Where automation would promote: the first preference that is a SECONDARY at the beginning. */
  readonly preferred: string;
  readonly witness: string;
  readonly history: History;
  /** Every throw of dice that a scenario makes: the seed repeats it. In [0, 1). */
  readonly random: () => number;

  /** Milliseconds since the epoch, by the world's clock. */
  readonly now: () => number;
  /** Lets the world's time pass. */
  readonly advance: (ms: number) => Promise<void>;
  /** Acts later, beside whatever else happens. A failure of it fails the run. */
  readonly after: (ms: number, action: () => void | Promise<void>) => void;
  /**
   * Waits until something holds. Rejects, saying `what` was waited for, once `within` milliseconds have passed. `every`:
   * milliseconds between two looks. @default 250
   */
  readonly until: (
    what: string,
    holds: () => boolean,
    limits: { readonly within: number; readonly every?: number },
  ) => Promise<void>;
  /** Waits for the first history entry from now on that matches. */
  readonly next: (
    what: string,
    matches: (entry: Entry) => boolean,
    limits: { readonly within: number },
  ) => Promise<Entry>;

  readonly network: StageNetwork;
  /** Faults of calls, by call site. Each rule's healing is the function that `add` returns. */
  readonly faults: FaultPlan;
  readonly elasticache: StageElastiCache;
  readonly caches: StageCaches;
  readonly alarms: StageAlarms;
  readonly people: People;
  readonly functions: StageFunctions;
  readonly events: StageEvents;
  readonly clocks: StageClocks;
  readonly journals: StageJournals;
  /** What can be seen from outside; for `until`, and for assertions. */
  readonly see: StageViews;
  /** Takes permissions from a function's role; the returned function gives them back. */
  readonly withdraw: (
    from: { readonly region: string; readonly function: string },
    matches: (statement: Statement) => boolean,
  ) => () => void;
}
