import type { Incident, ProbeMemory, ReconcileMemory } from '../../functions/contract/journal.ts';
import type { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import type { Place } from '../aws/service.ts';
import type { Behaviour, ClusterRef, Delays, ElastiCache } from '../aws/services/elasticache.ts';
import type { Entry } from '../history.ts';
import type { Nemesis } from '../simulation/redis/model-redis.ts';

/** Which of the world's paths a cut concerns. Left out: every one of them. */
export type Path = 'api' | 'cache' | 'replication' | 'clients';

export interface LinkQuality {
  /** Of 1: how many requests are lost, half of them after they had their effect. */
  readonly loss?: number;
  /** Milliseconds that each request takes longer. */
  readonly delayMs?: number;
}

/** Places are Regions, `route53` (its control plane), and `outside`. Whatever is left broken is healed after `play`. */
export interface StageNetwork {
  readonly blackout: (region: string) => void;
  readonly heal: (region: string) => void;
  /** Neither reaches the other. */
  readonly cut: (a: Place, b: Place, path?: Path) => void;
  /** What `from` sends to `to` is lost, what comes back is not: a request may get through whose answer does not. */
  readonly cutOneWay: (from: Place, to: Place, path?: Path) => void;
  readonly mend: (a: Place, b: Place, path?: Path) => void;
  /** Both ways; `{}` makes it good again. */
  readonly quality: (a: Place, b: Place, quality: LinkQuality, path?: Path) => void;
  readonly route53: (state: 'shares-fate' | 'up' | 'down') => void;
  /** Breaks it in a named shape (`simulation/partitions/shapes.ts`), until the returned function is called. */
  readonly inShape: (name: string) => () => void;
  /** Ends every blackout, cut and bad link. */
  readonly healAll: () => void;
}

/** `behaviour` and `delays` may be changed at any time. */
export interface StageElastiCache extends Pick<ElastiCache, 'truth' | 'view' | 'writer' | 'recordEvent'> {
  readonly id: string;
  readonly behaviour: Behaviour;
  readonly delays: Delays;
  /** Ends a status that `behaviour` left at `modifying`. */
  readonly settle: () => void;
}

/** The cache of a Region, as its servers. */
export interface StageCaches {
  /** The processes end, their data is lost; nothing accepts a connection. */
  readonly kill: (region: string) => void;
  /** Starts killed ones again, empty. */
  readonly restart: (region: string) => void;
  /** Connections come about and stay silent. */
  readonly pause: (region: string) => void;
  readonly resume: (region: string) => void;
  /** Keys that users stored, in a Region's cache. */
  readonly keys: (region: string) => number;
  /** What the caches ask for; undefined where they ask for nothing. */
  readonly password: string | undefined;
  /** All else that may befall them, node by node. A wire world may lack some of it, and says so. */
  readonly nemesis: Nemesis;
  /** Names a Region's cluster for `nemesis`. */
  readonly clusterIn: (region: string) => ClusterRef;
}

export interface StageAlarms {
  /** SetAlarmState, as an attacker or a curious colleague would call it. */
  readonly force: (region: string, name: string, state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA') => Promise<void>;
  readonly state: (region: string, name: string) => Promise<string | undefined>;
  /** Clients in every Region count errors (or stop to), whatever they really meet. */
  readonly clientsComplain: (complaining: boolean) => void;
}

/** What people do, each as the administrator in the console, from outside every Region. A refusal by AWS rejects. */
export interface People {
  readonly promote: (region: string) => Promise<void>;
  readonly disassociate: (region: string) => Promise<void>;
  /** Starts the Region's workflow; the input's `datastore` is filled in. Answers the execution's ARN. */
  readonly start: (region: string, input?: Readonly<Record<string, unknown>>, name?: string) => Promise<string>;
  readonly stop: (executionArn: string) => Promise<void>;
  readonly redrive: (executionArn: string) => Promise<void>;
  /** Answers the newest request for approval of a Region with the token and words that its page names. */
  readonly approve: (region: string, by?: string) => Promise<void>;
  readonly refuse: (region: string, by?: string) => Promise<void>;
  /** Writes the switch parameter of a Region; undefined removes it. */
  readonly turnSwitch: (region: string, value: string | undefined) => Promise<void>;
  /** Replaces the record by a CNAME to any host. */
  readonly editRecord: (host: string) => Promise<void>;
  readonly deleteRecord: () => Promise<void>;
  /** Deletes the epoch beside the record. */
  readonly deleteEpochRecord: () => Promise<void>;
  /** Overwrites any parameter; undefined removes it. */
  readonly putParameter: (region: string, name: string, value: string | undefined) => Promise<void>;
  /** Overwrites a Region's secret with a text, which should be JSON. */
  readonly putSecret: (region: string, text: string) => void;
}

/** Functions by the names of their handlers: `ReceiveAlarm`, `PromoteRegion`, `TouchCache`, … */
export interface StageFunctions {
  /** Ends every running environment of a function, wherever its code stands. Answers how many. */
  readonly kill: (region: string, name: string) => number;
  readonly invoke: (region: string, name: string, payload: unknown) => Promise<unknown>;
  /** Whether the function's schedule fires. */
  readonly setSchedule: (region: string, name: string, enabled: boolean) => void;
}

/** How alarms and messages reach functions. Default: once, at once. */
export interface StageEvents {
  /** Of 1, and milliseconds. A duplicate comes as late as its own delay says. */
  readonly set: (how: { readonly lose?: number; readonly duplicate?: number; readonly delayMs?: number }) => void;
}

export interface StageClocks {
  /** A Region's functions see the world's time plus this many milliseconds. */
  readonly skew: (region: string, ms: number) => void;
}

/** What befalls a Region's journal from outside. */
export interface StageJournals {
  /** A backup as of now; the returned function puts the whole table back to it. */
  readonly save: (region: string) => () => void;
  /** Deletes one of the datastore's items. */
  readonly forget: (region: string, item: 'incident' | 'probe' | 'reconcile') => void;
}

export interface StageViews {
  /** The record that a Region's parameter holds; undefined where it holds none or nonsense. */
  readonly published: (region: string) => PublishedEndpoint | undefined;
  /** What the record resolves to, once it has propagated. */
  readonly record: () => string | undefined;
  readonly incident: (region: string) => Incident;
  readonly probe: (region: string) => ProbeMemory | undefined;
  readonly reconcile: (region: string) => ReconcileMemory | undefined;
  /** Pages of a Region, oldest first. */
  readonly pages: (region?: string) => readonly Entry[];
  readonly executions: (region?: string) => readonly StageExecution[];
  /** Region whose cluster takes writes now. */
  readonly writer: () => string | undefined;
}

export interface StageExecution {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED' | 'TIMED_OUT';
}
