import type { Entry } from '../history.ts';
import type { Checker, RunRecord } from './checker.ts';
import { isBy } from './reading/callers.ts';
import { clock, entriesOf, text } from './reading/entries.ts';
import { weatherAt } from './reading/faults.ts';
import { memo } from './reading/memo.ts';

/** Calls of each turn of `Reconcile`, by its invocation. */
const turns = memo((record) => {
  const found = new Map<string, Entry[]>();
  for (const call of entriesOf(record, 'call')) {
    const invocation = text(call, 'invocation');
    if (invocation === '' || !isBy(call, 'Reconcile')) continue;
    const calls = found.get(invocation);
    if (calls) calls.push(call);
    else found.set(invocation, [call]);
  }
  return [...found.values()];
});

/** Per datastore: what a turn reads of itself, in each other member Region, and at most writes; each thrice if it fails. */
const most = ({ config: { datastores, regions } }: RunRecord): number =>
  Object.keys(datastores).length * (25 + 4 * regions.length) * 3;

const isRead = ({ name }: Entry): boolean => /:(Get|Describe|List|BatchGet)/.test(name);

/**
 * Turns in which nothing failed differ only by what a claim, an intent or the record makes them look at, and the switch before
 * each of two changes, per datastore.
 */
const SPREAD = 10;

/** Invocations that failed or never ended: what they read says nothing of what a whole turn reads. */
const cutShort = memo((record) => {
  const short = new Set<string>();
  for (const entry of entriesOf(record, 'function')) {
    const phase = text(entry, 'phase');
    if (phase === 'start') short.add(text(entry, 'requestId'));
    if (phase === 'end' && entry.detail?.functionError === undefined) short.delete(text(entry, 'requestId'));
  }
  return short;
});

/** A call that a bad link swallowed is nowhere in the record: only a turn in good weather shows all that it reads. */
const inGoodWeather = (record: RunRecord, at: number): boolean => {
  const { reaches } = weatherAt(record, at);
  const { regions } = record.config;
  return regions.every((from) => regions.every((to) => reaches(from, to, 'api')));
};

/** A parameter that is not there is an answer. */
const isFine = (call: Entry): boolean => /^(OK|ParameterNotFound)$/.test(text(call, 'outcome'));

export const l05: Checker = {
  id: 'L5',
  promise:
    '`Reconcile` converges from any state it may act on, holds and pages in the others, and does the same amount of work in calm and storm.',
  shownBy: ['test/domain/reconciliation.test.ts', 'test/reconcile/reconcile-datastore.test.ts'],
  check: (record) => {
    const short = cutShort(record);
    const quiet = new Set(
      turns(record).filter(
        (calls) => calls.every(isFine) && !calls.some((call) => short.has(text(call, 'invocation'))),
      ),
    );
    const whole = [...quiet].filter(([first]) => first && inGoodWeather(record, first.at));
    const least = Math.min(...whole.map((calls) => calls.filter(isRead).length));
    return turns(record).flatMap((calls) => {
      const [first] = calls;
      const reads = calls.filter(isRead).length;
      const limit = quiet.has(calls) ? least + SPREAD * Object.keys(record.config.datastores).length : most(record);
      if (!first || (reads <= limit && calls.length <= most(record))) return [];
      const what = `a turn of Reconcile in ${first.region} at ${clock(record, first.at)} made ${calls.length} calls, ${reads} of them reads; at most ${limit} are its work`;
      return [{ id: 'L5', at: first.at, what, entries: [first] }];
    });
  },
};
