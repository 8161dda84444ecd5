import type { Checker, RunRecord, Violation } from './checker.ts';
import { automaticDecisions, type Decided } from './reading/decisions.ts';
import { callsOf, clock, text } from './reading/entries.ts';

/** What the evidence itself leaves unknown, and a promotion needs. */
const unknowns = ({ evidence }: Decided): readonly string[] => {
  const { automation, dataArriving, roles, confirmations, badSince } = evidence;
  const down = confirmations.filter(({ verdict }) => verdict === 'down');
  return [
    ...(automation === 'unreadable' ? ['the switch was unreadable'] : []),
    ...(dataArriving.verdict === 'stopped' ? [] : [`whether data arrives was "${dataArriving.verdict}"`]),
    ...(roles.here === 'unknown' || roles.primary === undefined ? ['the roles were unknown'] : []),
    ...(badSince === undefined ? ['since when it was bad was unknown'] : []),
    ...(down.length < 2 ? [`only ${down.length} confirmations were "down"`] : []),
  ];
};

const refusal = /AccessDenied|Unauthorized|AuthorizationError|Throttl|TooManyRequests|RequestLimitExceeded/;

/** Calls of the primary's API that were refused: whoever refuses is alive. */
const refusedCalls = (record: RunRecord, { evidence, region, invocation }: Decided) => {
  const { primary } = evidence.roles;
  const called = callsOf(record, invocation).filter(
    (call) => call.region === primary && call.name.startsWith('elasticache:') && text(call, 'from') === region,
  );
  return called.length > 0 && called.every((call) => refusal.test(text(call, 'outcome'))) ? called : [];
};

const violationsOf = (record: RunRecord, decided: Decided): readonly Violation[] => {
  const { at, region, entry, evidence } = decided;
  const claimsDark = evidence.confirmations.some(({ by, verdict }) => by === 'primaryApi' && verdict === 'down');
  const refused = claimsDark ? refusedCalls(record, decided) : [];
  const reasons = [
    ...unknowns(decided),
    ...(refused.length > 0
      ? [`the primary's API was taken for down and had answered ${text(refused[0] ?? entry, 'outcome')}`]
      : []),
  ];
  const what = `an automatic run in ${region} decided to promote at ${clock(record, at)} although ${reasons.join(', and ')}`;
  return reasons.length > 0 ? [{ id: 'N3', at, what, entries: [entry, ...refused] }] : [];
};

export const n03: Checker = {
  id: 'N3',
  promise:
    'Missing, late, unparsable or denied is unknown; replacing any "down" by "unknown" never turns a hold into a promotion.',
  shownBy: ['test/domain/decide-exhaustive.test.ts', 'test/functions/domain/darkness.test.ts'],
  check: (record) => automaticDecisions(record).flatMap((decided) => violationsOf(record, decided)),
};
