import type { Place } from '../../aws/service.ts';
import { delayOf } from './delay.ts';
import type { SendOut } from './errand.ts';
import type { Traffic } from './paths.ts';
import type { Surroundings } from './surroundings.ts';

/** Who sends, and what its packets count as. */
export interface Caller {
  readonly from: Place;
  readonly traffic: Traffic;
  /** Told of each message before it is sent. */
  readonly sendOut: SendOut;
}

/** There and back: no more than a timer, and none where both ways are open. */
export const roundTrip = async (
  { from, to, traffic }: Pick<Caller, 'from' | 'traffic'> & { to: Place },
  { clock, paths, random }: Surroundings,
): Promise<void> => {
  const there = delayOf(paths.connects(from, to, traffic), random, 'connecting');
  const back = delayOf(paths.connects(to, from, traffic), random, 'connecting');
  if (there === undefined || back === undefined) return silence();
  if (there + back > 0) await new Promise<void>((resolve) => void clock.after(there + back, resolve));
};

/** What no answer ever comes to. */
export const silence = (): Promise<never> => new Promise(() => {});
