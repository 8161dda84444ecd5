import type { Checker, RunRecord } from './checker.ts';
import { recordNames } from './reading/datastores.ts';
import { clock, json, object, text } from './reading/entries.ts';
import { weatherDuring } from './reading/faults.ts';
import { type Promotion, promotionsOf, tookEffect } from './reading/promotions.ts';
import { writtenRecords } from './reading/publications.ts';

const flawOf = (record: RunRecord, { at, region, to, named, run }: Promotion): string | undefined => {
  const ended = run?.ended;
  if (!ended) return undefined;
  const weather = weatherDuring(record, { from: at, to: ended.at });
  if (weather.some(({ reachesRoute53 }) => reachesRoute53(region)) || recordNames(named) === undefined)
    return undefined;
  const { outcome, degraded } = object(json(text(ended, 'output')));
  if (ended.name !== 'SUCCEEDED')
    return /Dns|Record/.test(text(ended, 'error')) ? `its run failed for that: ${text(ended, 'error')}` : undefined;
  const published = writtenRecords(record).some(
    (written) =>
      written.named.name === named.name &&
      written.region === to &&
      written.at >= at &&
      written.at <= ended.at &&
      written.record?.primaryRegion === to,
  );
  if (outcome !== 'held' && !published) return 'those who read the parameter were not moved';
  const isDegraded = Array.isArray(degraded) && degraded.length > 0;
  return outcome !== 'held' && !isDegraded ? 'its run closed as if all was well' : undefined;
};

export const l07: Checker = {
  id: 'L7',
  promise:
    'With the Route 53 control plane down, clients that read SSM still move, the incident closes as `degraded`, and the record follows when it can.',
  shownBy: ['test/scenarios/blackout.world.test.ts'],
  check: (record) =>
    promotionsOf(record).flatMap((promotion) => {
      if (promotion.by === 'people' || !tookEffect(record, promotion)) return [];
      const wrong = flawOf(record, promotion);
      const { at, to, named, entry } = promotion;
      const what = `${named.name} was promoted in ${to} at ${clock(record, at)} without Route 53's control plane, and ${wrong}`;
      return wrong === undefined ? [] : [{ id: 'L7', at, what, entries: [entry] }];
    }),
};
