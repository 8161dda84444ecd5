import type { ProbeMemory } from '../../../functions/contract/journal.ts';
import type { TouchAnswer } from '../../../functions/contract/touch.ts';
import type { ClientAlarm } from '../../../functions/domain/readings.ts';
import type { GroupView, Look } from '../../../functions/ports.ts';
import { answered, failed, probeMemory, shardLook, witnessAnswer } from '../../support/readings.ts';
import { ago, east, groupView, memberView, metricAlarm, now, outside, west } from '../../support/sessions.ts';

/**
 * What each source may bring home, raw: bad, fine, missing, stale or contradicting itself. The names are what the
 * oracle knows of them; it never sees the readings.
 */

const day = 86_400;
const memory = ({ shards: [shard], ...rest }: ReturnType<typeof probeMemory>, movedAt: number) => ({
  ...rest,
  shards: shard ? [{ ...shard, heartbeatMovedAt: movedAt, offsetMovedAt: movedAt }] : [],
});
const alive = (parts: Parameters<typeof shardLook>[0] = {}): TouchAnswer['local'] => ({
  reach: 'alive',
  shards: [shardLook(parts)],
});

interface Cache {
  readonly local: TouchAnswer['local'];
  readonly probe: ProbeMemory | undefined;
}
/** Data arriving: this Region's cache, and what `Probe` remembers of it. */
export const data: Readonly<
  Record<'stopped' | 'arriving' | 'unreadable' | 'unremembered' | 'stale' | 'contradictory', Cache>
> = {
  stopped: { local: alive(), probe: memory(probeMemory(), ago(60)) },
  arriving: { local: alive(), probe: memory(probeMemory(), ago(5)) },
  unreadable: { local: { reach: 'unreachable', shards: [] }, probe: memory(probeMemory(), ago(60)) },
  unremembered: { local: alive(), probe: undefined },
  stale: { local: alive(), probe: memory(probeMemory(), ago(day + 51)) },
  /** The heartbeat stands still, the replication stream does not. */
  contradictory: { local: alive({ offset: { stream: 'a', position: 101 } }), probe: memory(probeMemory(), ago(60)) },
};

type Reach = Pick<TouchAnswer, 'remote' | 'control'> & { readonly reachedAt: number };
const unreachable = { reach: 'unreachable', wrote: false } as const;
const control = { reach: 'alive' } as const;

/** A write from here through the published primary, and this network's self-test. */
export const reach: Readonly<
  Record<'unreachable' | 'writes' | 'refuses' | 'missing' | 'stale' | 'contradictory', Reach>
> = {
  unreachable: { remote: unreachable, control, reachedAt: ago(60) },
  writes: { remote: { reach: 'alive', wrote: true }, control, reachedAt: ago(60) },
  refuses: { remote: { reach: 'alive', wrote: false, refusal: 'READONLY' }, control, reachedAt: ago(60) },
  missing: { control, reachedAt: ago(60) },
  stale: { remote: unreachable, control, reachedAt: ago(day + 51) },
  /** Nothing answers, not even what has nothing to do with the primary. */
  contradictory: { remote: unreachable, control: unreachable, reachedAt: ago(60) },
};

const nobody = (view: GroupView): GroupView => ({
  ...view,
  members: view.members.map((member) => ({ ...member, role: 'SECONDARY' })),
});
const everybody = (view: GroupView): GroupView => ({
  ...view,
  members: view.members.map((member) => ({ ...member, role: 'PRIMARY' })),
});

/** The group as this Region's own API tells it, and the Region that its record expects as the primary. */
export const roles: Readonly<
  Record<
    'clear' | 'unreadable' | 'noPrimary' | 'unexpected' | 'here' | 'both',
    { readonly view: GroupView | undefined; readonly expected: string }
  >
> = {
  clear: { view: groupView(east), expected: east },
  unreadable: { view: undefined, expected: east },
  noPrimary: { view: nobody(groupView(east)), expected: east },
  unexpected: { view: groupView(east), expected: outside },
  here: { view: groupView(west), expected: east },
  both: { view: everybody(groupView(east)), expected: east },
};

/** The primary Region's API, asked from here: it agrees with this Region's view, or does not. */
export const api = {
  dark: () => failed('dark'),
  agrees: (own: GroupView | undefined) => answered(own ?? groupView(east)),
  disagrees: (own: GroupView | undefined) => answered(own === roles.here.view ? groupView(east) : groupView(west)),
  refuses: () => failed('refused'),
  unknown: () => failed('unknown'),
} satisfies Record<string, (own: GroupView | undefined) => Look<GroupView>>;

/** The witness's word on the primary Region's API. */
export const witness = {
  dark: answered(witnessAnswer()),
  alive: answered(witnessAnswer({ api: 'alive' })),
  missing: failed('unknown'),
  /** Its own Region's API does not answer either. */
  contradictory: answered(witnessAnswer({ api: 'unknown' })),
};

const alarm = (region: string, parts: Parameters<typeof metricAlarm>[1] = {}): readonly ClientAlarm[] => [
  { region, alarm: answered(metricAlarm('sessions-client-errors', parts)) },
];

/** An alarm of the clients' own. */
export const client = {
  failsOutside: alarm(outside),
  failsHere: alarm(west),
  fine: alarm(outside, { state: 'OK' }),
  missing: [{ region: outside, alarm: failed('dark') }],
  stale: alarm(outside, { recent: [{ at: new Date(ago(181)), value: 9 }] }),
  /** In ALARM over data that does not breach: a state can be forced. */
  contradictory: alarm(outside, { breaches: false }),
};

/** This Region's own cluster. */
export const target = {
  fit: answered(memberView(west, 'SECONDARY')),
  unfit: answered({ ...memberView(west, 'SECONDARY'), shards: [{ id: '0001', status: 'create-failed' }] }),
  missing: failed('unknown'),
};

/** The delay of the last heartbeat that arrived, in milliseconds; the limit is 30 s. */
export const loss = { within: 30_000, above: 30_001, unknown: undefined } as const;

/** For how long it was bad, and for how long the datastore has been changing. Persistence is 20 s, grace 180 s. */
export const timing: Readonly<
  Record<
    'held' | 'beginning' | 'notBad' | 'changing' | 'changingForLong',
    { readonly badSince: number | undefined; readonly changeSince?: number }
  >
> = {
  held: { badSince: now - 20_000 },
  beginning: { badSince: now - 19_999 },
  notBad: { badSince: undefined },
  changing: { badSince: now - 20_000, changeSince: now - 179_999 },
  changingForLong: { badSince: now - 20_000, changeSince: now - 180_000 },
};

/** The last promotion that is published; the cooldown is an hour. */
export const cooldown = { over: now - 3_600_000, running: now - 3_599_999 } as const;

export const switches = ['auto', 'approve', 'observe', 'off', 'unreadable'] as const;
