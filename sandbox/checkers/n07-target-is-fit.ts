import { bounds } from './bounds.ts';
import type { Checker, RunRecord } from './checker.ts';
import { clock } from './reading/entries.ts';
import { weatherDuring } from './reading/faults.ts';
import { automaticPromotions, type Promotion } from './reading/promotions.ts';
import { rolesAt } from './reading/roles.ts';

const faults = (record: RunRecord, { at, to, from, named, intent }: Promotion): readonly string[] => {
  const roles = rolesAt(record, named.name, at);
  const weather = weatherDuring(record, { from: at - bounds.evidence, to: at });
  const limitMs = named.datastore.policy.lossLimit * 1000;
  const lossMs = intent?.lossBoundMs;
  return [
    ...(named.datastore.replicationGroups[to] === undefined ? [`${to} has no member`] : []),
    ...(from === to ? [`${to} was PRIMARY already`] : []),
    ...(roles.separated.has(to) ? [`the cluster of ${to} had left its Global Datastore`] : []),
    ...(weather.some(({ serves }) => serves(to, named.name)) ? [] : [`the nodes of ${to} answered nobody`]),
    ...(intent && lossMs === undefined ? ['the loss bound was unknown'] : []),
    ...(lossMs !== undefined && lossMs > limitMs ? [`the loss bound was ${lossMs} ms, the limit ${limitMs} ms`] : []),
  ];
};

export const n07: Checker = {
  id: 'N7',
  promise:
    'A target that is not an associated SECONDARY with all its shards and its keys present, or whose loss bound is unknown or above the limit, is not promoted automatically.',
  shownBy: ['test/domain/weigh-target.test.ts'],
  check: (record) =>
    automaticPromotions(record).flatMap((promotion) => {
      const { at, to, named, entry } = promotion;
      const wrong = faults(record, promotion);
      const what = `${named.name} was promoted automatically in ${to} at ${clock(record, at)} although ${wrong.join(', and ')}`;
      return wrong.length > 0 ? [{ id: 'N7', at, what, entries: [entry] }] : [];
    }),
};
