import { badRow } from './bad-row.ts';
import { answered, type Readings } from './readings.ts';
import { separatedRegion } from './standalone.ts';
import { weighOwnReach } from './weigh-confirmations.ts';
import { weighData } from './weigh-data.ts';
import { memberIn } from './weigh-roles.ts';

/**
 * The predicate of the composite "primary down", from the data itself: this Region is SECONDARY, nothing arrives, the
 * primary is not known to be reachable, and it has been so for the policy's persistence. The alarms are the fast
 * trigger; this one needs none of them, so it also sees what a forced or missing alarm hides.
 *
 * `not` only where this look itself shows that it is over: another role, data arrives, or the primary is reached.
 */
export const outageSeen = (
  readings: Readings,
): { readonly seen: 'seen' | 'not' | 'unknown'; readonly detail: string } => {
  const { groups, here, readAt, datastore } = readings;
  const own = answered(groups.get(here));
  if (!own) return { seen: 'unknown', detail: `the API of ${here} does not tell its role` };
  const separated = separatedRegion(readings);
  if (separated !== undefined) return { seen: 'not', detail: `${separated} is published as separated` };
  const role = memberIn(own, readings)?.role;
  if (role !== 'SECONDARY') return { seen: 'not', detail: `${here} is ${role ?? 'no member'}` };
  const data = weighData(readings);
  if (data.verdict !== 'stopped') return { seen: data.verdict === 'arriving' ? 'not' : 'unknown', detail: data.detail };
  const reach = weighOwnReach(readings);
  if (reach.verdict === 'up') return { seen: 'not', detail: reach.detail };
  const badSince = badRow(readings);
  const badForMs = badSince === undefined ? 0 : readAt - badSince;
  if (badForMs < datastore.policy.persistence * 1000) return { seen: 'unknown', detail: 'not bad for long enough' };
  return { seen: 'seen', detail: 'no data arrives, and the primary is not reachable' };
};
