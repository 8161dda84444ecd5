import type { Datastore } from './config.ts';
import type { Region } from './region.ts';

/** One Region taking over from another, and the Region that looks on from outside. */
export interface Takeover {
  readonly target: Region;
  readonly primary: Region;
  readonly witness?: Region | undefined;
}

interface Source {
  readonly by: 'ownReach' | 'primaryApi' | 'clientView';
  readonly here: boolean;
  /** The same confirmation, also seen from outside the target's Region. */
  readonly outside: boolean;
  readonly remedy: string;
}

/**
 * Which of the three confirmations of an outage can exist at all for this takeover, and how to add those that are
 * missing for an automatic promotion: two of them, at least one seen from outside the target's Region.
 */
export const possibleConfirmations = (
  datastore: Datastore,
  takeover: Takeover,
): { readonly possible: readonly string[]; readonly missing: readonly string[] } => {
  const sources = sourcesOf(datastore, takeover);
  const possible = sources.filter(({ here }) => here);
  const outside = possible.some((source) => source.outside);
  const enough = possible.length >= 2 && outside;
  const useful = sources.filter(
    (source) => !source.here || (!outside && !source.outside && source.by === 'clientView'),
  );

  return {
    possible: possible.map((source) => (source.outside ? `${source.by} (outside)` : source.by)),
    missing: enough ? [] : useful.map(({ by, remedy }) => `${by}: ${remedy}`),
  };
};

const sourcesOf = ({ network, clientAlarms }: Datastore, { target, primary, witness }: Takeover): readonly Source[] => {
  const telling = clientAlarms.filter(({ region }) => region !== primary);
  return [
    {
      by: 'ownReach',
      here: network[target]?.reachesOthers === true,
      outside: false,
      remedy: `network.${target}.reachesOthers: true, where that network is peered with ${primary}`,
    },
    {
      by: 'primaryApi',
      here: witness !== undefined,
      outside: witness !== undefined,
      remedy: 'witness: a Region without members',
    },
    {
      by: 'clientView',
      here: telling.length > 0,
      outside: telling.some(({ region }) => region !== target),
      remedy: `clientAlarms: an alarm on client errors kept in a Region other than ${primary} and ${target}`,
    },
  ];
};
