import { bounds } from './bounds.ts';
import type { Checker, RunRecord } from './checker.ts';
import { type Named, switchOf } from './reading/datastores.ts';
import { clock, entriesOf, object, text } from './reading/entries.ts';
import { causeOf } from './reading/executions.ts';
import { type Promotion, promotionsOf } from './reading/promotions.ts';
import { automationAt } from './reading/switches.ts';

/** The words that were in force at some time within the evidence's age, and would have let the run act. */
const allowed = (record: RunRecord, { at, region, named, by }: Promotion): boolean => {
  const turns = entriesOf(record, 'effect')
    .filter(
      (entry) => text(entry, 'parameter') === switchOf(named) && entry.at > at - bounds.evidence && entry.at <= at,
    )
    .map((entry) => entry.at);
  // A switch with an end changes its word without a call.
  const words = [at - bounds.evidence, ...turns, at].map((when) => automationAt(record, { region, named, at: when }));
  return words.some((word) => word === 'auto' || (by === 'approved' && word === 'approve'));
};

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

export const n09: Checker = {
  id: 'N9',
  promise: 'With the switch off, observe, or unreadable: no automatic change; read again before every changing call.',
  shownBy: ['test/scenarios/switch.world.test.ts'],
  check: (record) =>
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
    }),
};
