import type { Entry } from '../history.ts';
import { bounds } from './bounds.ts';
import type { Checker, RunRecord, Violation } from './checker.ts';
import { isBy, isOurs } from './reading/callers.ts';
import { byGroup, datastoresOf, type Named, recordNames, switchOf } from './reading/datastores.ts';
import { clock, entriesOf, object, text } from './reading/entries.ts';
import { causeOf, type Run, runBehind, runOf } from './reading/executions.ts';
import { incidentAt } from './reading/journal.ts';
import { type Promotion, promotionsOf } from './reading/promotions.ts';
import { batchesOf, type Written, writtenRecords } from './reading/publications.ts';
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
  const owner = intent && isBy(entry, 'PublishParameters') ? runOf(record, region, intent.owner) : undefined;
  return runBehind(record, entry) ?? owner;
};

/** A change of ours that is no promotion. */
interface Step extends Change {
  readonly entry: Entry;
  readonly run: Run | undefined;
  readonly did: string;
}

const publications = (record: RunRecord): readonly Step[] =>
  writtenRecords(record).flatMap((written) => {
    const { at, region, named, ours, entry } = written;
    const did = `${region} published ${named.name}`;
    return ours ? [{ at, region, named, entry, run: runOfPublication(record, written), did }] : [];
  });

/** Route 53 is one for all Regions: whose switch counts is told by where the call came from. */
const recordChanges = (record: RunRecord): readonly Step[] =>
  batchesOf(record).flatMap(({ at, entry, ours, zone, changes }) => {
    const call = causeOf(record, entry);
    if (!ours || !call) return [];
    const region = text(call, 'from');
    const run = runBehind(record, entry);
    return datastoresOf(record).flatMap((named) => {
      const its = recordNames(named);
      const isIts = its?.zone === zone && changes.some(({ name }) => name === its.cname || name === its.txt);
      return isIts ? [{ at, region, named, entry, run, did: `${region} changed the record of ${named.name}` }] : [];
    });
  });

const separations = (record: RunRecord): readonly Step[] =>
  entriesOf(record, 'effect', 'elasticache:separation-accepted').flatMap((entry) => {
    const { at, region = '' } = entry;
    const named = byGroup(record, text(entry, 'group'));
    if (!named || !isOurs(entry)) return [];
    return [{ at, region, named, entry, run: runBehind(record, entry), did: `${region} separated ${named.name}` }];
  });

/** Who was asked by people goes on, whatever the switch says. */
const steps = (record: RunRecord): readonly Violation[] =>
  [...publications(record), ...recordChanges(record), ...separations(record)].flatMap((taken) => {
    const { at, run, did, entry } = taken;
    if (run?.trigger === 'manual') return [];
    if (wordsBefore(record, taken).some((word) => word === 'auto' || word === 'approve')) return [];
    const word = automationAt(record, taken);
    const what = `${did} by itself at ${clock(record, at)} although the switch was "${word}"`;
    return [{ id: 'N9', at, what, entries: [entry] }];
  });

export const n09: Checker = {
  id: 'N9',
  promise: 'With the switch off, observe, or unreadable: no automatic change; read again before every changing call.',
  shownBy: ['test/scenarios/switch.world.test.ts', 'test/reconcile/switch-between.test.ts'],
  check: (record) => [...promotions(record), ...steps(record)],
};
