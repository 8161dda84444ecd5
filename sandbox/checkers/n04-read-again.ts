import type { Entry } from '../history.ts';
import { bounds } from './bounds.ts';
import type { Checker, RunRecord } from './checker.ts';
import { switchOf } from './reading/datastores.ts';
import { callsOf, clock, object, text } from './reading/entries.ts';
import { causeOf } from './reading/executions.ts';
import { automaticPromotions, type Promotion } from './reading/promotions.ts';

/** What the same invocation read before the call, and not longer before it than evidence may be old. */
const readingsBefore = (record: RunRecord, call: Entry): readonly Entry[] => {
  const sentAt = Number(call.detail?.sentAt ?? call.at);
  return callsOf(record, text(call, 'invocation')).filter(
    (other) => other.at <= sentAt && Number(other.detail?.sentAt ?? other.at) >= sentAt - bounds.evidence,
  );
};

const inputOf = (call: Entry): Readonly<Record<string, unknown>> => object(call.detail?.input);

const missing = (reads: readonly Entry[], { named, to }: Promotion): readonly string[] => {
  const has = (holds: (call: Entry) => boolean): boolean => reads.some(holds);
  return [
    ...(has(({ name, region }) => name === 'elasticache:DescribeGlobalReplicationGroups' && region === to)
      ? []
      : ['the roles']),
    ...(has((call) => call.name === 'ssm:GetParameter' && inputOf(call).Name === switchOf(named))
      ? []
      : ['the switch']),
    ...(has((call) => call.name === 'lambda:Invoke' && String(inputOf(call).FunctionName).includes('TouchCache'))
      ? []
      : ['the caches']),
  ];
};

export const n04: Checker = {
  id: 'N4',
  promise:
    'Evidence of an outage older than its limit at the moment of the call does not count; it is read again immediately before the call.',
  shownBy: ['test/handlers/promote-region.test.ts'],
  check: (record) =>
    automaticPromotions(record).flatMap((promotion) => {
      const { at, to, named, entry } = promotion;
      const call = causeOf(record, entry);
      if (!call || text(call, 'invocation') === '') return [];
      const unread = missing(readingsBefore(record, call), promotion);
      const what = `${named.name} was promoted automatically in ${to} at ${clock(record, at)}, and in the ${bounds.evidence / 1000} s before the call these were not read again: ${unread.join(', ')}`;
      return unread.length > 0 ? [{ id: 'N4', at, what, entries: [call, entry] }] : [];
    }),
};
