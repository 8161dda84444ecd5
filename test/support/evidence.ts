import type { Confirmation, Evidence } from '../../functions/contract/evidence.ts';
import type { Policy } from '../../functions/contract/policy.ts';
import { ago, east, now, west } from './sessions.ts';

export const policy: Policy = {
  automation: 'auto',
  persistence: 120,
  grace: 180,
  lossLimit: 60,
  cooldown: 3600,
  approval: 900,
  promotion: 300,
  separation: 'never',
  poll: 5,
};

export const confirmation = (
  by: Confirmation['by'],
  verdict: Confirmation['verdict'],
  outside = by !== 'ownReach',
): Confirmation => ({ by, verdict, outside, detail: 'as the test says' });

/**
 * us-east-1 is lost, and every fact sits exactly on its limit: two confirmations, one of them from outside, bad for
 * exactly the persistence, the cooldown just over, the loss just at its limit. One step further and nothing is promoted.
 */
export const justPromotable: Evidence = {
  readFrom: now,
  readAt: now,
  here: west,
  trigger: 'automatic',
  override: [],
  automation: 'auto',
  roles: { primary: east, here: 'SECONDARY', disagree: [], expected: east },
  dataArriving: { verdict: 'stopped', lastMovedAt: ago(150), detail: 'nothing arrived for 150 s' },
  badSince: ago(120),
  confirmations: [
    confirmation('ownReach', 'down'),
    confirmation('primaryApi', 'down'),
    confirmation('clientView', 'up'),
  ],
  target: { faults: [], lossBoundMs: 60_000 },
  preferred: west,
  lastPromotedAt: ago(3600),
  highestEpoch: { counter: 4, region: east },
};
