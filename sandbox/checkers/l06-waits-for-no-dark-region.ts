import type { Entry } from '../history.ts';
import { bounds } from './bounds.ts';
import type { Checker, RunRecord, Violation } from './checker.ts';
import { runs } from './reading/callers.ts';
import { clock, entriesOf, text } from './reading/entries.ts';
import { weatherDuring } from './reading/faults.ts';

/** Steps between the alarm and a verified cutover. */
const path =
  /OpenIncident|AssessHealth|PromoteRegion|CheckPromotion|PublishParameters|UpdateDns|VerifyCutover|CloseIncident|ReceiveAlarm/;

/** How long something took until an instant, without the time that a test's clock skipped. */
const tookMs = (record: RunRecord, { ms, until }: { ms: number; until: number }): number =>
  entriesOf(record, 'fault', 'clock:set-forward').reduce(
    (left, jump) => (jump.at > until - ms && jump.at <= until ? left - Number(jump.detail?.ms) : left),
    ms,
  );

const waits = (record: RunRecord): readonly Violation[] =>
  entriesOf(record, 'given-up').flatMap((entry) => {
    const waitedMs = tookMs(record, { ms: Number(entry.detail?.waitedMs), until: entry.at });
    const elsewhere = text(entry, 'from') !== entry.region;
    if (!elsewhere || !path.test(text(entry, 'function')) || waitedMs <= bounds.callElsewhere) return [];
    const what = `${text(entry, 'function')} waited ${waitedMs} ms for ${entry.name} in ${entry.region}, until ${clock(record, entry.at)}`;
    return [{ id: 'L6', at: entry.at, what, entries: [entry] }];
  });

const otherDark = (record: RunRecord, entry: Entry): string | undefined => {
  const window = { from: entry.at - Number(entry.detail?.durationMs), to: entry.at };
  const weather = weatherDuring(record, window);
  if (weather.some(({ isDark }) => isDark(entry.region ?? ''))) return undefined;
  return record.config.regions.find((region) => weather.every(({ isDark }) => isDark(region)));
};

/** Something in its own Region kept it waiting: that is no dark Region's doing. */
const heldUpAtHome = (record: RunRecord, step: Entry): boolean =>
  entriesOf(record, 'call').some(
    (call) =>
      text(call, 'invocation') === text(step, 'requestId') &&
      call.region === step.region &&
      /^(NeverAnswered|Unreachable|ConnectionReset)/.test(text(call, 'outcome')),
  );

const steps = (record: RunRecord): readonly Violation[] =>
  entriesOf(record, 'function').flatMap((entry) => {
    if (text(entry, 'phase') !== 'end' || !path.test(entry.name) || runs(entry, 'Reconcile')) return [];
    const durationMs = tookMs(record, { ms: Number(entry.detail?.durationMs), until: entry.at });
    if (!(durationMs > bounds.step)) return [];
    const dark = otherDark(record, entry);
    if (dark === undefined || heldUpAtHome(record, entry)) return [];
    const what = `${entry.name} in ${entry.region} took ${durationMs} ms until ${clock(record, entry.at)} while ${dark} was dark; ${bounds.step} ms are its share`;
    return [{ id: 'L6', at: entry.at, what, entries: [entry] }];
  });

export const l06: Checker = {
  id: 'L6',
  promise:
    'With the primary Region black, no call on the critical path waits for it longer than its own small deadline.',
  shownBy: ['test/scenarios/blackout.world.test.ts'],
  check: (record) => [...waits(record), ...steps(record)],
};
