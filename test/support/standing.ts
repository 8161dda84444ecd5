import { expect } from '@jest/globals';
import type { Intent, ReconcileMemory } from '../../functions/contract/journal.ts';
import { highestEpoch } from '../../functions/domain/epoch.ts';
import type { Readings } from '../../functions/domain/readings.ts';
import { type Reconciliation, reconciliation, type Standing } from '../../functions/domain/reconciliation.ts';
import type { GroupView, Look } from '../../functions/ports.ts';
import { answered, failed, primaryLost, recordOf, shardLook, touchAnswer } from './readings.ts';
import { east, groupView, instant, memberView, now, west } from './sessions.ts';

type Published = ReturnType<typeof recordOf> | 'none' | 'dark';
const lookAt = (value: Published) =>
  value === 'dark' ? failed('dark') : answered(value === 'none' ? undefined : value);
export const writing = (wrote: boolean) =>
  answered(touchAnswer({ local: { reach: 'alive', shards: [shardLook({ role: 'master', wrote })] } }));

export interface Facts {
  readonly here?: string;
  /** Who is primary by this Region's own view, and by the other's. */
  readonly own?: Look<GroupView>;
  readonly other?: Look<GroupView>;
  readonly mine?: Published;
  readonly theirs?: Published;
  readonly rest?: Partial<Readings>;
}
/** A view that answers, with that primary. */
export const seen = (primary: string) => answered(groupView(primary));

/** The journal knows what its Region published. */
const journaled = (here: string, published: readonly Published[]) => {
  const own = published.flatMap((record) =>
    typeof record === 'object' && record.primaryRegion === here && !record.byHand ? [record.epoch] : [],
  );
  const epoch = highestEpoch(own);
  return epoch && { epoch };
};

/** us-west-2 and us-east-1, both healthy, us-east-1 primary and published at epoch 1 in both. */
export const readings = ({
  here = west,
  own = seen(east),
  other = seen(east),
  mine = recordOf(east, 1),
  theirs = recordOf(east, 1),
  rest,
}: Facts = {}): Readings => {
  const there = here === west ? east : west;
  return primaryLost({
    here,
    groups: new Map([
      [there, other],
      [here, own],
    ]),
    published: new Map([
      [there, lookAt(theirs)],
      [here, lookAt(mine)],
    ]),
    member: answered(memberView(here, 'PRIMARY')),
    touch: writing(true),
    recordEpoch: answered(undefined),
    incident: { datastore: 'sessions', ...journaled(here, [mine, theirs]) },
    ...rest,
  });
};
/** What `Reconcile` does about these facts. */
export const step = (facts: Facts = {}, standing: Partial<Standing> = {}): Reconciliation =>
  reconciliation({
    readings: readings(facts),
    owner: 'unknown',
    intentOwner: 'unknown',
    memory: undefined,
    ...standing,
  });
export const held = (reason: string) => expect.objectContaining({ kind: 'hold', reason });
export const memory = (counter: number | undefined, sawItselfSecondary = true): ReconcileMemory => ({
  datastore: 'sessions',
  sawItselfSecondary,
  ...(counter !== undefined && { secondaryAtEpoch: { counter, region: east } }),
  attempts: 0,
});
export const intent = (counter: number, parts: Partial<Intent> = {}): Intent => ({
  epoch: { counter, region: west },
  owner: 'run-1',
  from: east,
  to: west,
  calledAt: instant(now),
  kind: 'promote',
  replaces: [],
  ...parts,
});
export const noted = (it: Intent) => ({ incident: { datastore: 'sessions', intent: it, epoch: it.epoch } });
export const promoted = { own: seen(west), other: failed('dark'), theirs: 'dark' as const };
