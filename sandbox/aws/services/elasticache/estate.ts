import type { Ledger } from './ledger.ts';
import type { ClusterSpec, Core, Group, Member, RegionalEvent } from './model.ts';
import { refusals } from './refusals.ts';

/** Everything the account has in ElastiCache, in all Regions. */
export interface Estate {
  readonly core: Core;
  readonly clusters: ClusterSpec[];
  readonly ledgers: Map<string, Ledger>;
  readonly events: RegionalEvent[];
}

export const findCluster = ({ clusters }: Estate, region: string, id: string): ClusterSpec | undefined =>
  clusters.find((cluster) => cluster.region === region && cluster.id === id);

/** The Global Datastores that a Region shows, as it believes them to be. */
export const visibleGroups = ({ ledgers }: Estate, region: string): { ledger: Ledger; view: Group }[] =>
  [...ledgers.values()].flatMap((ledger) => {
    const view = ledger.views.of(region);
    return view ? [{ ledger, view }] : [];
  });

export const visibleGroup = (estate: Estate, region: string, id: string): { ledger: Ledger; view: Group } => {
  const found = visibleGroups(estate, region).find(({ view }) => view.id === id);
  if (!found) throw refusals.groupNotFound(id);
  return found;
};

/** The Global Datastore that a cluster belongs to, by its own Region's belief. */
export const membershipOf = (
  estate: Estate,
  { region, id }: ClusterSpec,
): { view: Group; member: Member } | undefined => {
  for (const { view } of visibleGroups(estate, region)) {
    const member = view.members.find((each) => each.region === region && each.id === id);
    if (member) return { view, member };
  }
  return undefined;
};
