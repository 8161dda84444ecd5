import { bounds } from './bounds.ts';
import type { Checker, RunRecord, Violation } from './checker.ts';
import { isBy } from './reading/callers.ts';
import { type Named, switchOf } from './reading/datastores.ts';
import { clock, entriesOf, object, text } from './reading/entries.ts';
import { causeOf, runBehind, runOf } from './reading/executions.ts';
import { incidentAt } from './reading/journal.ts';
import { type Promotion, promotionsOf } from './reading/promotions.ts';
import { type Written, writtenRecords } from './reading/publications.ts';
import { automationAt } from './reading/switches.ts';

interface Change {
  readonly at: number;
  readonly region: string;
  readonly named: Named;
}

/** The words that were in force at some time within the evidence's age: whoever acts may not know better. */
const wordsBefore = (record: RunRecord, { at, region, named }: Change) => {
  const turns = entriesOf(record, 'effect')
    .filter(
      (entry) => text(entry, 'parameter') === switchOf(named) && entry.at > at - bounds.evidence && entry.at <= at,
    )
    .map((entry) => entry.at);
  // A switch with an end changes its word without a call.
  return [at - bounds.evidence, ...turns, at].map((when) => automationAt(record, { region, named, at: when }));
};

const allowed = (record: RunRecord, promotion: Promotion): boolean =>
  wordsBefore(record, promotion).some((word) => word === 'auto' || (promotion.by === 'approved' && word === 'approve'));

/** How the acting invocation read the switch; undefined where the record does not tell its reads. */
const readOutcome = (record: RunRecord, { entry, named }: { entry: Promotion['entry']; named: Named }) => {
  const call = causeOf(record, entry);
  if (!call || text(call, 'invocation') === '') return undefined;
  const reads = entriesOf(record, 'call', 'ssm:GetParameter').filter(
    (read) =>
      text(read, 'invocation') === text(call, 'invocation') &&
      object(read.detail?.input).Name === switchOf(named) &&
      read.at <= Number(call.detail?.sentAt ?? call.at),
  );
  return reads.length === 0 ? 'nothing: it was not read' : text(reads.at(-1) ?? call, 'outcome');
};

const promotions = (record: RunRecord): readonly Violation[] =>
  promotionsOf(record).flatMap((promotion) => {
    const { at, region, named, by, entry } = promotion;
    if (by !== 'automatic' && by !== 'approved') return [];
    const outcome = readOutcome(record, { entry, named });
    const unread = outcome !== undefined && outcome !== 'OK' && outcome !== 'ParameterNotFound';
    if (!unread && allowed(record, promotion)) return [];
    const word = automationAt(record, { region, named, at });
    const why = unread ? `reading the switch came to ${outcome}` : `the switch was "${word}"`;
    const what = `${named.name} was promoted by a run of its own in ${region} at ${clock(record, at)} although ${why}`;
    return [{ id: 'N9', at, what, entries: [entry] }];
  });

/** Of a step of a run: by its invocation, or where the record does not tell that, by the intent that it publishes. */
const runOfPublication = (record: RunRecord, { at, region, named, entry }: Written) => {
  const { intent } = incidentAt(record, { region, datastore: named.name, at });
  return (
    runBehind(record, entry) ?? (intent && isBy(entry, 'PublishParameters') && runOf(record, region, intent.owner))
  );
};

/** Who was asked by people goes on, whatever the switch says. */
const publications = (record: RunRecord): readonly Violation[] =>
  writtenRecords(record).flatMap((written) => {
    const { at, region, named, ours, entry } = written;
    const run = runOfPublication(record, written);
    if (!ours || (run && run.trigger === 'manual')) return [];
    if (wordsBefore(record, written).some((word) => word === 'auto' || word === 'approve')) return [];
    const word = automationAt(record, { region, named, at });
    const what = `${region} published ${named.name} by itself at ${clock(record, at)} although the switch was "${word}"`;
    return [{ id: 'N9', at, what, entries: [entry] }];
  });

export const n09: Checker = {
  id: 'N9',
  promise: 'With the switch off, observe, or unreadable: no automatic change; read again before every changing call.',
  shownBy: ['test/scenarios/switch.world.test.ts'],
  check: (record) => [...promotions(record), ...publications(record)],
};
