import type { FaultPlan } from '../faults.ts';
import type { Network } from '../network.ts';
import type { WorldPaths } from './paths.ts';

interface Troubles {
  readonly network: Network;
  readonly paths: WorldPaths;
  readonly faults: FaultPlan;
}

/** Whether nothing is wrong with any call: no Region dark, no link cut or bad, no fault planned. Cheap to ask. */
export const calmness = ({ network, paths, faults }: Troubles): (() => boolean) => {
  let whole = true;
  network.onChange(() => {
    const { places } = network;
    whole = places.every((from) => places.every((to) => paths.connects(from, to, 'api') === 'open'));
  });
  return () => whole && faults.empty;
};
