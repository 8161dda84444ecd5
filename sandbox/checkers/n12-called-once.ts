import type { Entry } from '../history.ts';
import type { Checker, RunRecord, Violation } from './checker.ts';
import { isOurs } from './reading/callers.ts';
import { byGroup } from './reading/datastores.ts';
import { clock, entriesOf, object, text } from './reading/entries.ts';
import { said } from './reading/epochs.ts';
import { runOfInvocation } from './reading/executions.ts';
import { regionOf } from './reading/fault-words.ts';
import { incidentAt, type SeenIntent } from './reading/journal.ts';

const kinds = [
  { name: 'elasticache:FailoverGlobalReplicationGroup', noted: (intent: SeenIntent) => intent.kind === 'promote' },
  {
    name: 'elasticache:DisassociateGlobalReplicationGroup',
    noted: (intent: SeenIntent) => intent.separateCalledAt !== undefined,
  },
];

/** Somebody deleted the note of a call that came to nothing: whoever calls now cannot know of it, and repeats no effect. */
const isForgotten = (record: RunRecord, earlier: Entry, call: Entry): boolean =>
  entriesOf(record, 'fault', 'dynamodb:Forgotten').some(
    (entry) => regionOf(entry) === call.region && entry.at >= earlier.at && entry.at <= call.at,
  ) && !entriesOf(record, 'effect').some((effect) => text(effect, 'requestId') === text(earlier, 'requestId'));

const flaw = (
  record: RunRecord,
  call: Entry,
  {
    intent,
    noted,
    seen,
  }: { intent: SeenIntent | undefined; noted: (intent: SeenIntent) => boolean; seen: Map<string, Entry> },
): string | undefined => {
  if (!intent || !noted(intent)) return 'no such call is noted in the journal of its Region';
  const run = runOfInvocation(record, text(call, 'invocation'));
  if (run && intent.owner.split(':').at(-1)?.split('#')[0] !== run.name)
    return `the intent that is noted there is ${intent.owner}'s`;
  const key = `${call.region} ${call.name} ${JSON.stringify(object(call.detail?.input))} ${said(intent.epoch)}`;
  const earlier = seen.get(key);
  if (earlier && !isForgotten(record, earlier, call)) return `it was called before in epoch ${said(intent.epoch)}`;
  seen.set(key, call);
  return undefined;
};

const violationsOf = (record: RunRecord, { name, noted }: (typeof kinds)[number]): readonly Violation[] => {
  const seen = new Map<string, Entry>();
  return entriesOf(record, 'call', name).flatMap((call) => {
    const named = byGroup(record, String(object(call.detail?.input).GlobalReplicationGroupId));
    if (!isOurs(call) || !named) return [];
    const at = Number(call.detail?.sentAt ?? call.at);
    const { region = '' } = call;
    const { intent } = incidentAt(record, { region, datastore: named.name, at });
    const wrong = flaw(record, call, { intent, noted, seen });
    const what = `${name} was called for ${named.name} in ${region} at ${clock(record, at)}, and ${wrong}`;
    return wrong === undefined ? [] : [{ id: 'N12', at, what, entries: [call] }];
  });
};

export const n12: Checker = {
  id: 'N12',
  promise: 'An unknown outcome is resolved by reading; the promotion is called at most once per epoch.',
  shownBy: ['test/scenarios/promotion-faults.world.test.ts'],
  check: (record) => kinds.flatMap((kind) => violationsOf(record, kind)),
};
