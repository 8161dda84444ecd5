import type { Entry } from '../history.ts';
import type { RunRecord } from './run-record.ts';

export type { RunRecord } from './run-record.ts';

type Digits1to24 =
  | '1'
  | '2'
  | '3'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '10'
  | '11'
  | '12'
  | '13'
  | '14'
  | '15'
  | '16'
  | '17'
  | '18'
  | '19'
  | '20'
  | '21'
  | '22'
  | '23'
  | '24';
type Digits1to9 = '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9';

/** A line of docs/safety.md: what must never happen, and what must always happen. */
export type PromiseId = `N${Digits1to24}` | `L${Digits1to9}`;

/** A promise that was broken. */
export interface Violation {
  readonly id: PromiseId;
  /** When, in milliseconds of the run's clock. */
  readonly at: number;
  /** One clear sentence with the values. */
  readonly what: string;
  /** The entries that show it, where it is not their absence. */
  readonly entries?: readonly Entry[];
}

/** One line of docs/safety.md as a pure function of what the sandbox saw. */
export interface Checker {
  readonly id: PromiseId;
  readonly promise: string;
  /** What a history cannot show of the promise, and the tests that do. */
  readonly shownBy?: readonly string[];
  /** Every violation; none where the promise held, or where the record says too little to accuse anybody. */
  readonly check: (record: RunRecord) => readonly Violation[];
}
