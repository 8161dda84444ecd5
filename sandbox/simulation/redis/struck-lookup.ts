import type { Clock } from '../../clock.ts';
import type { Fault } from '../../faults.ts';
import type { Errand } from './errand.ts';
import { silence } from './travel.ts';

interface Asked<T> {
  readonly errand: Errand;
  readonly work: () => Promise<T>;
  /** What else a fault makes of it. Throws for a failure. */
  readonly instead: (fault: Fault) => T | undefined;
  readonly clock: Clock;
}

/** A connection or a lookup with the fault that is planned for it. What is not answered is left to its caller's deadline. */
export const struck = async <T>({ errand, work, instead, clock }: Asked<T>): Promise<T> => {
  const fault = errand.meet();
  if (fault?.kind === 'crash-before') errand.crash();
  if (fault?.kind === 'crash-before' || fault?.kind === 'timeout-before') {
    errand.note('NeverAnswered');
    return silence();
  }
  try {
    const other = fault && instead(fault);
    const answer = other ?? (await work());
    if (fault?.kind === 'slow') await new Promise<void>((resolve) => void clock.after(fault.ms, resolve));
    errand.note('OK');
    return answer;
  } catch (error) {
    errand.note(String(Object(error).code ?? 'Failed'));
    throw error;
  }
};
