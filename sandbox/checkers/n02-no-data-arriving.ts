import { bounds } from './bounds.ts';
import type { Checker } from './checker.ts';
import { clock } from './reading/entries.ts';
import { intervalsOf } from './reading/faults.ts';
import { automaticPromotions } from './reading/promotions.ts';

export const n02: Checker = {
  id: 'N2',
  promise: 'No automatic promotion while data still arrives at the secondary.',
  shownBy: ['test/domain/weigh-data.test.ts'],
  check: (record) =>
    automaticPromotions(record).flatMap(({ at, to, from, named, entry }) => {
      if (from === undefined || from === to) return [];
      const stoppedFor = named.datastore.policy.persistence * 1000;
      const flows = intervalsOf(record, (weather) => weather.replicates(from, to, named.name));
      const flow = flows.findLast((each) => each.from < at);
      if (!flow || Math.min(flow.to, at) - flow.from < bounds.visibleFlow || flow.to <= at - stoppedFor) return [];
      const until = flow.to >= at ? 'still' : `until ${clock(record, flow.to)}`;
      const what = `${named.name} was promoted automatically in ${to} at ${clock(record, at)}, and data from ${from} arrived there ${until}; it must have stopped for ${stoppedFor / 1000} s`;
      return [{ id: 'N2', at, what, entries: [entry] }];
    }),
};
