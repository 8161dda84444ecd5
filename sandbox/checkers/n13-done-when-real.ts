import { bounds } from './bounds.ts';
import type { Checker, RunRecord } from './checker.ts';
import { clock } from './reading/entries.ts';
import { type IncidentChange, incidentChanges } from './reading/journal.ts';
import { rolesDuring } from './reading/roles.ts';
import { wasTouched, writableSince } from './reading/touches.ts';

const missing = (record: RunRecord, { at, region, datastore }: IncidentChange): string | undefined => {
  const since = writableSince(record, { region, datastore, at });
  if (since === undefined) return `the cluster of ${region} took no writes`;
  const isPrimary = rolesDuring(record, datastore, { from: at - bounds.evidence, to: at }).some(
    ({ primary, separated }) => primary === region || separated.has(region),
  );
  if (!isPrimary) return `${region} was not PRIMARY`;
  const touched = wasTouched(record, { region, datastore }, { from: since, to: at });
  return touched ? undefined : `not every shard of it took a canary since it took writes (${clock(record, since)})`;
};

export const n13: Checker = {
  id: 'N13',
  promise: 'A promotion is done when reality says so: role, and a write on every shard.',
  shownBy: ['test/handlers/check-promotion.test.ts'],
  check: (record) =>
    incidentChanges(record).flatMap((change) => {
      const { at, region, datastore, before, after, entry } = change;
      const isNew = after.intent?.verifiedAt !== undefined && after.intent.verifiedAt !== before.intent?.verifiedAt;
      const wrong = isNew ? missing(record, change) : undefined;
      const what = `the promotion of ${datastore} in ${region} was noted as done at ${clock(record, at)} although ${wrong}`;
      return wrong === undefined ? [] : [{ id: 'N13', at, what, entries: [entry] }];
    }),
};
