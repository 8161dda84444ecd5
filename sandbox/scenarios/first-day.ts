import { names } from '../../functions/contract/names.ts';
import type { Stage } from '../stage/stage.ts';
import { attempt } from './moves.ts';

/** As on the first day: nothing published, nothing in the journals, no record. Others may have deleted some of it before. */
export const forgetEverything = async (stage: Stage): Promise<void> => {
  await attempt(() => stage.people.deleteRecord());
  // Route 53 takes up to a minute for each batch of a zone, and meanwhile Reconcile would mend what is gone.
  for (const region of stage.regions) stage.functions.setSchedule(region, 'Reconcile', false);
  await stage.advance(70_000);
  await attempt(() => stage.people.deleteEpochRecord());
  await stage.advance(70_000);
  for (const region of stage.regions) {
    await attempt(() => stage.people.putParameter(region, names.endpointParameter(stage.datastore), undefined));
    for (const item of ['incident', 'probe', 'reconcile'] as const) stage.journals.forget(region, item);
    stage.functions.setSchedule(region, 'Reconcile', true);
  }
};
