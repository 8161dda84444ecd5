/**
 * An execution's name: the datastore, and the instant that the situation began, so that any number of copies of one
 * alarm start one execution. `attempt` is `Reconcile`'s count. Step Functions keeps names for 90 days.
 */
export const executionName = (datastore: string, since: Date, attempt?: number): string => {
  const stamp = since.toISOString().replace(/[-:.]/g, '');
  return `${datastore}-${stamp}${attempt === undefined ? '' : `-r${attempt}`}`;
};
