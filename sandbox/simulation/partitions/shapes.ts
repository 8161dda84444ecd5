import type { Clock } from '../../clock.ts';
import type { Network } from '../../network.ts';
import { byTraffic } from './by-traffic.ts';
import type { Partition, Places } from './links.ts';
import { oneWayCuts } from './one-way.ts';
import { passing } from './passing.ts';
import { poorLinks } from './poor.ts';
import { wholeCuts } from './whole.ts';

export type { Partition, Places } from './links.ts';

/** Every shape of a broken network that there is a name for. Each breaks something, and none breaks everything. */
export const shapes: readonly Partition[] = [...wholeCuts, ...oneWayCuts, ...poorLinks, ...byTraffic, ...passing];

/** Throws with the names there are. */
export const shapeNamed = (name: string): Partition => {
  const partition = shapes.find((one) => one.name === name);
  if (!partition)
    throw new RangeError(`no shape called ${name}; there are ${shapes.map((one) => one.name).join(', ')}`);
  return partition;
};

/** Breaks the network in a shape, for as long as the shape says or until the returned function is called. */
export const breakNetwork = (
  { faults, forMs, flaps }: Partition,
  { network, clock, places }: { network: Network; clock: Clock; places: Places },
): (() => void) => {
  const broken = faults(places);
  let lift = (): void => {};
  let disarm = (): void => {};
  const begin = (): void => {
    lift = network.impair(broken);
    if (flaps) disarm = clock.after(flaps.onMs, pause);
  };
  const pause = (): void => {
    lift();
    if (flaps) disarm = clock.after(flaps.offMs, begin);
  };
  begin();
  if (!flaps && forMs !== undefined) disarm = clock.after(forMs, () => lift());
  return () => {
    disarm();
    lift();
  };
};
