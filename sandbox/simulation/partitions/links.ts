import type { Place } from '../../aws/service.ts';
import type { LinkFault, Traffic } from '../../network.ts';

/** The world that a shape is laid over. The first member holds the primary. */
export interface Places {
  readonly members: readonly [Place, ...Place[]];
  readonly witness: Place;
  /** Where applications run, and where they are besides the Regions (`outside`). */
  readonly clients: readonly Place[];
  /** Route 53's control plane. */
  readonly route53: Place;
}

/** One shape of a broken network: which directions are impaired, for which traffic, and when. */
export interface Partition {
  /** Kebab case, unique. */
  readonly name: string;
  /** One sentence: who no longer reaches whom. */
  readonly about: string;
  readonly faults: (places: Places) => readonly LinkFault[];
  /** Ends by itself; without it, it lasts until it is ended. */
  readonly forMs?: number;
  /** Comes and goes, beginning with `onMs` of impairment. */
  readonly flaps?: { readonly onMs: number; readonly offMs: number };
}

export type Harm = Pick<LinkFault, 'way' | 'traffic'>;

export const cut: Harm = { way: 'cut' };
export const cutOf = (...traffic: Traffic[]): Harm => ({ way: 'cut', traffic });
export const lossy = (lossRate: number, ...traffic: Traffic[]): Harm => ({
  way: { latencyMs: 0, lossRate },
  ...(traffic.length > 0 && { traffic }),
});
export const slow = (latencyMs: number, ...traffic: Traffic[]): Harm => ({
  way: { latencyMs, lossRate: 0 },
  ...(traffic.length > 0 && { traffic }),
});

/** Every direction from one of `from` to one of `to`, but none from a place to itself. */
export const oneWay = (from: readonly Place[], to: readonly Place[], harm: Harm): readonly LinkFault[] =>
  from.flatMap((a) => to.filter((b) => b !== a).map((b) => ({ from: a, to: b, ...harm })));

export const bothWays = (some: readonly Place[], others: readonly Place[], harm: Harm): readonly LinkFault[] => [
  ...oneWay(some, others, harm),
  ...oneWay(others, some, harm),
];

/** Inside each place: its functions to its own caches, resolver or APIs. */
export const within = (places: readonly Place[], harm: Harm): readonly LinkFault[] =>
  places.map((place) => ({ from: place, to: place, ...harm }));

export const primaryOf = ({ members }: Places): readonly Place[] => members.slice(0, 1);
export const secondariesOf = ({ members }: Places): readonly Place[] => members.slice(1);

/** Every Region once. */
export const regionsOf = ({ members, witness }: Places): readonly Place[] => [...new Set([...members, witness])];

/** Every place once. */
export const allOf = (places: Places): readonly Place[] => [
  ...new Set([...regionsOf(places), ...places.clients, places.route53]),
];
