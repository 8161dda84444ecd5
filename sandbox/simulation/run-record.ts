import type { Incident } from '../../functions/contract/journal.ts';
import type { Profile } from '../../functions/contract/policy.ts';
import type { PublishedEndpoint } from '../../functions/contract/published-endpoint.ts';
import type { Group } from '../aws/services/elasticache.ts';
import type { RunRecord } from '../checkers/run-record.ts';
import type { CallSite, Fault } from '../faults.ts';
import type { Entry } from '../history.ts';
import type { Scenario } from '../stage/stage.ts';

/** What comes beside a scenario for some minutes, and ends. Each is off unless it is named. */
export interface Disturbances {
  /** A named shape of a broken network (`partitions/shapes.ts`) that stands still, and one that comes and goes. */
  readonly partition?: string;
  readonly flapping?: string;
  /** Cache processes of a member that end, and start again, empty. */
  readonly restart?: { readonly member: 'primary' | 'preferred'; readonly nodes: 'primary' | 'replica' | 'all' };
  /** What somebody does by hand (`acts-of-people.ts`). */
  readonly person?: string;
}

/** What a seed adds to a scenario. Everything is off unless it is named. */
export interface Swarm extends Disturbances {
  /** Milliseconds of each AWS call, at most. @default 20 */
  readonly latencyMs?: number;
  /** Of 1: how many requests between two Regions are lost. */
  readonly loss?: number;
  /** Of 1: how many events arrive twice. */
  readonly duplicates?: number;
  /** Of 1: how many reads answer with the state of some seconds ago. */
  readonly staleReads?: number;
  /** Milliseconds, at most, by which a Region's clock is off, either way. */
  readonly skewMs?: number;
  /** Of 1: how many calls crash their function. */
  readonly crashes?: number;
  /** Of 1: how many calls are throttled or fail. */
  readonly failures?: number;
  /** With the policy that comes with it, where the scenario names none. */
  readonly profile?: Profile;
}

export interface SimulationOptions {
  readonly seed: number;
  readonly scenario: Scenario;
  /** @default none of it: a plain run */
  readonly swarm?: Swarm;
  /** Faults of calls that begin with the scenario and never end, also not when everything else is healed. */
  readonly lasting?: readonly { readonly site: CallSite; readonly fault: Fault }[];
  /**
   * Which functions, by their handlers' names, put what they ask of AWS below the SDK first. Their handlers, adapters,
   * commands, the authorisation, the services, faults, latencies and the history are the same; what is left out is the
   * SDK's serialising, signing and parsing of calls that get a plain answer, and the front's. A call that is refused, fails,
   * breaks off or is never answered comes about in the SDK as it would: as bytes, or as the transport's error, with the
   * SDK's own retries. Runs with stale reads keep to bytes. A test holds the two to the same history, entry by entry.
   * @default none of them
   */
  readonly below?: (handler: string) => boolean;
  /** Milliseconds of virtual time after healing, within which the world must converge. @default 20 minutes */
  readonly patienceMs?: number;
}

/** How the world really was at the end, read past every function and every fault. */
export interface Final {
  /** Region whose cluster takes writes. */
  readonly writer: string | undefined;
  readonly group: Group | undefined;
  readonly published: Readonly<Record<string, PublishedEndpoint | undefined>>;
  /** The host that the record names; undefined where there is none. */
  readonly record: string | undefined;
  readonly epochRecord: string | undefined;
  readonly journals: Readonly<Record<string, Incident>>;
}

/** One run: what the checkers look at, and how it ended. */
export interface SimulationRun {
  readonly seed: number;
  readonly scenario: string;
  readonly swarm: Swarm;
  /** Entries, configuration and truth, for the checkers. */
  readonly record: RunRecord;
  /** `record.entries`. */
  readonly history: readonly Entry[];
  readonly final: Final;
  /** When reality, parameters, record and journals agreed, and went on to agree; undefined: they did not. */
  readonly convergedAt?: number | undefined;
  /** What still differs at the end; empty once converged. */
  readonly differences: readonly string[];
  /** Writes of applications that were acknowledged, and those among them that the writer no longer holds. */
  readonly writes: { readonly acknowledged: number; readonly lost: number };
  /** How many calls met each planned fault, by the very object: of one that is not there, the run shows nothing. */
  readonly met: ReadonlyMap<Fault, number>;
  /** Why the scenario itself could not be played to its end. */
  readonly failure?: string | undefined;
}
