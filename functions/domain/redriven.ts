import { ClaimLost } from '../contract/errors.ts';
import type { Run } from '../contract/execution.ts';

/** A step's view of the run: as `OpenIncident` opened it, and how often the execution was redriven by now. */
export interface Drive {
  readonly run: Pick<Run, 'datastore' | 'execution'>;
  readonly redrive: number | undefined;
}

/**
 * Whether the execution was redriven since `OpenIncident` opened it. A redrive goes on where the run ended, minutes or
 * days later, under the same ARN, with the claim, the evidence and the approval of then: none of it counts any more.
 */
export const isRedriven = ({ run, redrive = 0 }: Drive): boolean => redrive !== (run.execution.redrive ?? 0);

/** Stops a redriven run before its next change. Whatever is left to do, a new run or `Reconcile` does. */
export const stopIfRedriven = (drive: Drive): void => {
  const { datastore, execution } = drive.run;
  if (isRedriven(drive))
    throw new ClaimLost(
      `this execution was redriven (${drive.redrive ?? 0}): what it knew of ${datastore} was of ${execution.startedAt}; start a new one`,
    );
};
