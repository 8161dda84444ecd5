import { expect, test } from '@jest/globals';
import { toldLoss } from '../../functions/domain/told-loss.ts';
import { ago } from '../support/sessions.ts';

interface Facts {
  badSince?: number;
  bound?: number;
  point?: number;
  grows?: boolean;
  views?: Partial<Record<'ownReach' | 'primaryApi' | 'clientView', 'down' | 'up' | 'unknown'>>;
}

const seen = { badSince: ago(60), bound: 27, point: ago(70.027) };

test.each<[told: number | undefined, why: string, facts: Facts]>([
  [
    10_027,
    'data was fresh at the last look, and the primary was gone at the next one',
    { ...seen, views: { ownReach: 'down', primaryApi: 'down' } },
  ],
  [undefined, 'its Region answers somebody: it may serve', { ...seen, views: { ownReach: 'down', primaryApi: 'up' } }],
  [undefined, 'it is reached again', { ...seen, views: { ownReach: 'up', clientView: 'unknown' } }],
  [10_027, 'its Region answers, and clients fail', { ...seen, views: { primaryApi: 'up', clientView: 'down' } }],
  [10_027, 'an alarm that has not moved says little', { ...seen, views: { ownReach: 'down', clientView: 'up' } }],
  [300_000, 'it was seen to serve for longer', { badSince: ago(60), bound: 300_000, point: ago(70) }],
  [undefined, 'no look found it gone: it takes writes until it is demoted', { bound: 27, point: ago(70) }],
  [undefined, 'clients are served by this very look', { badSince: ago(60), bound: 27, point: ago(70), grows: true }],
  [27, 'nobody knows what has arrived', { badSince: ago(60), bound: 27 }],
  [27, "by the primary's clock, which is ahead, it was gone before", { badSince: ago(60), bound: 27, point: ago(50) }],
  [undefined, 'the delay is unknown, and so is the loss', { badSince: ago(60), point: ago(70) }],
])('%s ms are told: %s', (told, _, { badSince, bound, point, grows, views = {} }) => {
  const target = {
    faults: [],
    ...(bound !== undefined && { lossBoundMs: bound }),
    ...(point !== undefined && { recoveryPoint: point }),
    ...(grows && { lossGrows: true }),
  };
  const confirmations = (['ownReach', 'primaryApi', 'clientView'] as const).flatMap((by) => {
    const verdict = views[by];
    return verdict ? [{ by, verdict, outside: by !== 'ownReach', detail: by }] : [];
  });
  expect(toldLoss({ ...(badSince !== undefined && { badSince }), confirmations, target })).toBe(told);
});
