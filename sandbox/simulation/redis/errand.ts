import type { LegId } from '../../faults/legs.ts';
import type { Fault } from '../../faults.ts';

/** One thing that a function sends out: a connection, a command of Redis, a lookup. */
export interface Errand {
  /** What goes wrong with it. Asked once, as it arrives: what never arrives has no fault but that. */
  readonly meet: () => Fault | undefined;
  /** Ends the function that sent it. */
  readonly crash: () => void;
  /** How it ended where it arrived: `OK`, the first word of an error reply, or why nothing was answered. */
  readonly note: (outcome: string) => void;
}

export interface Destination {
  readonly service: LegId;
  readonly operation: string;
  /** Where it is answered. */
  readonly region: string;
}

export type SendOut = (to: Destination) => Errand;

const nobodys: Errand = { meet: () => undefined, crash: () => {}, note: () => {} };

/** Whose messages meet no planned faults, and are not written down. */
export const unwatched: SendOut = () => nobodys;
