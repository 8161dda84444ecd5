import { bounds } from './bounds.ts';
import type { Checker, RunRecord } from './checker.ts';
import { clock, entriesOf, text } from './reading/entries.ts';
import { type Weather, weatherDuring } from './reading/faults.ts';
import { automaticPromotions, type Promotion } from './reading/promotions.ts';

interface Confirmation {
  readonly by: string;
  readonly outside: boolean;
}

const isSilence = (outcome: string): boolean =>
  /^(Unreachable|NeverAnswered|ConnectionReset|InternalFailure|InternalError|ServiceUnavailable)/.test(outcome);

/** Whether a Region's ElastiCache API answered somebody, by what the network allowed and by what calls came to. */
const isApiSilent = (
  record: RunRecord,
  weather: readonly Weather[],
  { from, api, window }: { from: string; api: string; window: { from: number; to: number } },
): boolean => {
  if (weather.some(({ reaches, apiUp }) => !reaches(from, api, 'api') || !apiUp(api))) return true;
  const calls = entriesOf(record, 'call').filter(
    (call) =>
      call.region === api &&
      call.at >= window.from &&
      call.at <= window.to &&
      call.name.startsWith('elasticache:') &&
      text(call, 'from') === from,
  );
  return calls.some((call) => isSilence(text(call, 'outcome')));
};

const clientAlarm = (record: RunRecord, { named, at, to }: Promotion): readonly Confirmation[] => {
  const raised = named.datastore.clientAlarms.filter(({ region, name }) => {
    const last = entriesOf(record, 'alarm', name).findLast((alarm) => alarm.region === region && alarm.at <= at);
    return last !== undefined && text(last, 'to') === 'ALARM' && text(last, 'forced') !== 'true';
  });
  return raised.length > 0 ? [{ by: 'clientView', outside: raised.some(({ region }) => region !== to) }] : [];
};

/** What spoke for an outage in truth, whatever anybody observed. */
export const trueConfirmations = (record: RunRecord, promotion: Promotion): readonly Confirmation[] => {
  const { at, to, from = '', named } = promotion;
  const window = { from: at - bounds.evidence, to: at };
  const weather = weatherDuring(record, window);
  const { witness } = record.config;
  const silentFrom = (place: string): boolean => isApiSilent(record, weather, { from: place, api: from, window });
  const noReach = weather.some(({ reaches, serves }) => !reaches(to, from, 'cache') || !serves(from, named.name));
  return [
    ...(noReach ? [{ by: 'ownReach', outside: false }] : []),
    ...(silentFrom(to) && (witness === undefined || silentFrom(witness))
      ? [{ by: 'primaryApi', outside: witness !== undefined }]
      : []),
    ...clientAlarm(record, promotion),
  ];
};

export const n01: Checker = {
  id: 'N1',
  promise:
    'No automatic promotion without two confirmations besides "no data arrives", at least one of them seen from outside this Region.',
  shownBy: ['test/domain/decide-exhaustive.test.ts'],
  check: (record) =>
    automaticPromotions(record).flatMap((promotion) => {
      const { at, to, from, named, entry } = promotion;
      if (from === undefined || from === to) return [];
      const seen = trueConfirmations(record, promotion);
      if (seen.length >= 2 && seen.some(({ outside }) => outside)) return [];
      const names = seen.map(({ by, outside }) => (outside ? `${by} from outside` : by)).join(', ') || 'nothing';
      const what = `${named.name} was promoted automatically in ${to} at ${clock(record, at)} while in truth only this spoke for an outage of ${from}: ${names}`;
      return [{ id: 'N1', at, what, entries: [entry] }];
    }),
};
