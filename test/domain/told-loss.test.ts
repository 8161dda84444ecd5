import { expect, test } from '@jest/globals';
import { toldLoss } from '../../functions/domain/told-loss.ts';
import { ago } from '../support/sessions.ts';

test.each<[told: number | undefined, why: string, facts: { badSince?: number; bound?: number; point?: number }]>([
  [
    10_027,
    'data was fresh at the last look, and the primary was gone at the next one',
    { badSince: ago(60), bound: 27, point: ago(70.027) },
  ],
  [300_000, 'it was seen to serve for longer', { badSince: ago(60), bound: 300_000, point: ago(70) }],
  [27, 'no look found everything bad', { bound: 27, point: ago(70) }],
  [27, 'nobody knows what has arrived', { badSince: ago(60), bound: 27 }],
  [27, "by the primary's clock, which is ahead, it was gone before", { badSince: ago(60), bound: 27, point: ago(50) }],
  [undefined, 'the delay is unknown, and so is the loss', { badSince: ago(60), point: ago(70) }],
])('%s ms are told: %s', (told, _, { badSince, bound, point }) => {
  const target = {
    faults: [],
    ...(bound !== undefined && { lossBoundMs: bound }),
    ...(point !== undefined && { recoveryPoint: point }),
  };
  expect(toldLoss({ ...(badSince !== undefined && { badSince }), target })).toBe(told);
});
