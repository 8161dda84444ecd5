import type { Epoch } from '../../../functions/contract/epoch.ts';
import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { entriesOf, object, text } from './entries.ts';
import { epochIn } from './epochs.ts';
import { memo } from './memo.ts';

export interface SeenClaim {
  readonly owner: string;
  readonly since: string;
  readonly yielding: boolean;
}

export interface SeenIntent {
  readonly epoch: Epoch | undefined;
  readonly owner: string;
  readonly from: string;
  readonly to: string;
  readonly kind: string;
  readonly calledAt: string;
  readonly lossBoundMs: number | undefined;
  readonly verifiedAt: string | undefined;
  readonly publishedAt: string | undefined;
  readonly separateCalledAt: string | undefined;
}

export interface SeenIncident {
  readonly claim: SeenClaim | undefined;
  readonly intent: SeenIntent | undefined;
  readonly epoch: Epoch | undefined;
}

/** One change of the item that runs compete for. */
export interface IncidentChange {
  readonly entry: Entry;
  readonly at: number;
  readonly region: string;
  readonly datastore: string;
  readonly before: SeenIncident;
  readonly after: SeenIncident;
}

const optional = (value: unknown): string | undefined => (value === undefined ? undefined : String(value));

const claimIn = (value: unknown): SeenClaim | undefined => {
  const { owner, since, yielding } = object(value);
  return owner === undefined
    ? undefined
    : { owner: String(owner), since: String(since ?? ''), yielding: yielding === true };
};

const intentIn = (value: unknown): SeenIntent | undefined => {
  const intent = object(value);
  if (intent.owner === undefined) return undefined;
  return {
    epoch: epochIn(intent.epoch),
    owner: String(intent.owner),
    from: String(intent.from ?? ''),
    to: String(intent.to ?? ''),
    kind: String(intent.kind ?? ''),
    calledAt: String(intent.calledAt ?? ''),
    lossBoundMs: intent.lossBoundMs === undefined ? undefined : Number(intent.lossBoundMs),
    verifiedAt: optional(intent.verifiedAt),
    publishedAt: optional(intent.publishedAt),
    separateCalledAt: optional(intent.separateCalledAt),
  };
};

const incidentIn = (value: unknown): SeenIncident => {
  const { claim, intent, epoch } = object(value);
  return { claim: claimIn(claim), intent: intentIn(intent), epoch: epochIn(epoch) };
};

/** Every change of an incident item in any Region's journal, in their order. */
export const incidentChanges: (record: RunRecord) => readonly IncidentChange[] = memo((record) =>
  entriesOf(record, 'effect').flatMap((entry) => {
    if (!entry.name.startsWith('dynamodb:')) return [];
    const key = object(entry.detail?.key);
    if (key.item !== 'incident') return [];
    const { at, region = '', detail } = entry;
    const change = { entry, at, region, datastore: String(key.datastore) };
    return [{ ...change, before: incidentIn(detail?.before), after: incidentIn(detail?.after) }];
  }),
);

/** The item as a Region's journal held it at an instant; after the changes of that very millisecond. */
export const incidentAt = (
  record: RunRecord,
  { region, datastore, at }: { region: string; datastore: string; at: number },
): SeenIncident =>
  incidentChanges(record).findLast(
    (change) => change.region === region && change.datastore === datastore && change.at <= at,
  )?.after ?? { claim: undefined, intent: undefined, epoch: undefined };

/** The changes that accepted a new intent. */
export const acceptedIntents = (
  record: RunRecord,
): readonly (IncidentChange & { readonly after: { readonly intent: SeenIntent } })[] =>
  incidentChanges(record).filter(
    (change): change is IncidentChange & { readonly after: SeenIncident & { readonly intent: SeenIntent } } => {
      const { intent } = change.after;
      const old = change.before.intent;
      return intent !== undefined && (old?.owner !== intent.owner || old.calledAt !== intent.calledAt);
    },
  );

/** What the entry's writer is called, for sentences. */
export const writerOf = (entry: Entry): string => text(entry, 'principal').split('/').at(-1) || 'somebody';
