import type { Confirmation } from '../contract/evidence.ts';
import type { Region } from '../contract/region.ts';
import { isWithinDay } from './bad-row.ts';
import { answered, type Readings } from './readings.ts';

const ownReach = (verdict: Confirmation['verdict'], detail: string): Confirmation => ({
  by: 'ownReach',
  verdict,
  outside: false,
  detail,
});

/**
 * Whether this network still writes through the published primary. It has no opinion without a path, when it did not
 * reach the primary within a day before it became bad, and when its self-test fails: the local cache, and the control target if configured.
 */
export const weighOwnReach = (
  readings: Pick<Readings, 'datastore' | 'here' | 'touch' | 'probe' | 'readAt'>,
): Confirmation => {
  const { datastore, here, touch, probe } = readings;
  const network = datastore.network[here];
  const seen = answered(touch);
  if (!network?.reachesOthers) return ownReach('unknown', 'this network has no path to the other Regions');
  if (!seen) return ownReach('unknown', 'TouchCache did not answer');
  if (seen.remote?.wrote) return ownReach('up', 'a write through the published primary passed');
  if (seen.remote?.reach === 'alive')
    return ownReach('up', `the published primary answers ${seen.remote.refusal ?? ''}`.trim());
  if (!isWithinDay(probe?.primaryReachedAt, readings))
    return ownReach('unknown', 'this network did not reach the primary within a day');
  if (seen.local?.reach !== 'alive')
    return ownReach('unknown', "the self-test failed: this Region's cache did not answer");
  if (network.control && seen.control?.reach !== 'alive')
    return ownReach('unknown', 'the self-test failed: the control target did not answer');
  if (seen.remote?.reach !== 'unreachable')
    return ownReach('unknown', seen.remote?.detail ?? 'no primary is published here');
  return ownReach('down', seen.remote.detail ?? 'no connection');
};

const primaryApi = (verdict: Confirmation['verdict'], detail: string): Confirmation => ({
  by: 'primaryApi',
  verdict,
  outside: true,
  detail,
});

/** Whether the ElastiCache API of the primary Region is dark from here and from the witness Region, both self-tested. */
export const weighPrimaryApi = ({ groups, witness, here }: Readings, primary: Region | undefined): Confirmation => {
  const fromHere = primary === undefined || primary === here ? undefined : groups.get(primary);
  const fromWitness = primary === undefined ? undefined : answered(witness.get(primary));
  if (!fromHere) return primaryApi('unknown', 'there is no other primary to ask');
  if (fromHere.outcome === 'answered' || fromHere.outcome === 'refused') return primaryApi('up', 'it answers here');
  if (fromWitness?.api === 'alive') return primaryApi('up', `it answers the witness: ${fromWitness.detail}`);
  if (groups.get(here)?.outcome !== 'answered')
    return primaryApi('unknown', "this Region's own API does not answer either");
  if (fromHere.outcome === 'unknown') return primaryApi('unknown', fromHere.detail);
  if (fromWitness?.api !== 'dark')
    return primaryApi('unknown', `dark from here, the witness says ${fromWitness?.detail ?? 'nothing'}`);
  return primaryApi('down', 'dark from here and from the witness');
};
