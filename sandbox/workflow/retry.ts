import type { Catcher, Retrier, State } from './definition.ts';
import type { StateFailure } from './failure.ts';

/** `States.ALL` and `States.TaskFailed` never match these (Step Functions: "Handling errors", error names). */
const terminal = new Set(['States.DataLimitExceeded', 'States.Runtime']);

const matches = (names: readonly string[], { error }: StateFailure, type: State['Type']): boolean => {
  if (error !== undefined && error !== 'States.Runtime' && names.includes(error)) return true;
  if (error !== undefined && terminal.has(error)) return false;
  if (names.includes('States.ALL')) return true;
  return type === 'Task' && error !== 'States.Timeout' && names.includes('States.TaskFailed');
};

/** The attempts of one visit to a state. Counts are per retrier and begin anew with each visit. */
export class Attempts {
  #used = new Map<Retrier, number>();

  /** Seconds to wait before trying again, or undefined to give up. `random` in [0, 1) is for `JitterStrategy: FULL`. */
  delaySeconds(state: State, failure: StateFailure, random: () => number): number | undefined {
    const retrier = state.Retry.find(({ ErrorEquals }) => matches(ErrorEquals, failure, state.Type));
    if (!retrier) return undefined;

    const used = this.#used.get(retrier) ?? 0;
    if (used >= retrier.MaxAttempts) return undefined;

    this.#used.set(retrier, used + 1);
    const seconds = Math.min(
      retrier.IntervalSeconds * retrier.BackoffRate ** used,
      retrier.MaxDelaySeconds ?? Infinity,
    );
    return retrier.JitterStrategy === 'FULL' ? seconds * random() : seconds;
  }

  /** How often this visit has retried so far: `$$.State.RetryCount`. */
  get count(): number {
    return this.#used.values().reduce((sum, used) => sum + used, 0);
  }
}

/** The first catcher that takes this failure. */
export const catcherFor = (state: State, failure: StateFailure): Catcher | undefined =>
  state.Catch.find(({ ErrorEquals }) => matches(ErrorEquals, failure, state.Type));
