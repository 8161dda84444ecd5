import type { Functions, GroupView, Look, MemberView, Separation, Topology } from '../../../functions/ports.ts';
import { shardLook, witnessAnswer } from '../readings.ts';
import { aloneView, endpointOf, groupView, memberView } from '../sessions.ts';
import type { Hooks } from './hooks.ts';
import type { RecordsTwin } from './published.ts';

/** What is true of the caches and the Regions. Tests change it; the twins only tell it. */
export interface Reality {
  readonly here: string;
  readonly regions: readonly string[];
  now: number;
  primary: string;
  status: string;
  readonly dark: Set<string>;
  /** What a promotion does: at once, never, or with a cache that refuses writes. */
  promotion: 'works' | 'ignored' | 'refuses-writes';
  /** What a separation does: at once, or never. */
  separation: 'works' | 'ignored';
  /** The Region whose cluster belongs to no group any more. */
  separated: string | undefined;
  /** A Region whose API tells an old story. */
  readonly views: Map<string, GroupView>;
  /** How far the secondary here has come. */
  heartbeat: { writtenAt: number; count: number };
  position: number;
}

export const topologyTwin = (hooks: Hooks, reality: Reality): Topology => {
  const seen = <T>(region: string, value: () => T): Look<T> =>
    reality.dark.has(region)
      ? { outcome: 'dark', detail: `${region} is dark` }
      : { outcome: 'answered', value: value() };
  return {
    readGroup: (region) =>
      hooks.around(`topology.readGroup ${region}`, () =>
        region === reality.separated ? notFound : seen(region, () => groupSeenIn(region, reality)),
      ),
    readMember: (region) =>
      hooks.around(`topology.readMember ${region}`, () =>
        seen<MemberView>(region, () =>
          region === reality.separated
            ? aloneView(region)
            : memberView(region, region === reality.primary ? 'PRIMARY' : 'SECONDARY'),
        ),
      ),
    promote: ({ replicationGroupId }) =>
      hooks.around('topology.promote', () => {
        hooks.changes.push(`promote ${replicationGroupId}`);
        if (reality.promotion !== 'ignored') reality.primary = reality.here;
      }),
  };
};

/** What a Region's API answers of a group in which it has no member. */
const notFound = { outcome: 'refused' as const, detail: 'GlobalReplicationGroupNotFoundFault: not found' };

const groupSeenIn = (region: string, { views, primary, status, separated }: Reality): GroupView => {
  const view = views.get(region) ?? groupView(primary, status);
  return { ...view, members: view.members.filter((member) => member.region !== separated) };
};

export const separationTwin = (hooks: Hooks, reality: Reality): Separation => ({
  separate: ({ replicationGroupId }) =>
    hooks.around('separation.separate', () => {
      hooks.changes.push(`separate ${replicationGroupId}`);
      if (reality.separation !== 'ignored') reality.separated = reality.here;
    }),
});

export const functionsTwin = (hooks: Hooks, reality: Reality, records: RecordsTwin): Functions => {
  const takesWrites = (region: string) =>
    [reality.primary, reality.separated].includes(region) && reality.promotion !== 'refuses-writes';
  const named = (name: string, type: string) =>
    records.sets.filter((set) => set.name === name && set.type === type).flatMap(({ values }) => values);
  return {
    touch: (_, { local, remote, control, resolve }) =>
      hooks.around('functions.touch', () => {
        const region = reality.regions.find((each) => endpointOf(each) === remote?.target.host) ?? '';
        const { heartbeat, position, here } = reality;
        return {
          seenAt: reality.now,
          ...(local && {
            local: {
              reach: 'alive' as const,
              shards: [
                shardLook({
                  role: [reality.primary, reality.separated].includes(here) ? 'master' : 'slave',
                  heartbeat,
                  offset: { stream: 'a', position },
                  ...(local.canary && { wrote: takesWrites(here) }),
                  ...(local.beat && { beat: takesWrites(here) }),
                  ...(local.canary && !takesWrites(here) && { refusal: 'READONLY' }),
                }),
              ],
            },
          }),
          ...(remote && {
            remote: reality.dark.has(region)
              ? { reach: 'unreachable' as const, wrote: false, detail: 'connect ETIMEDOUT' }
              : {
                  reach: 'alive' as const,
                  wrote: takesWrites(region),
                  ...(!takesWrites(region) && { refusal: 'READONLY' }),
                },
          }),
          ...(control && { control: { reach: 'alive' as const } }),
          ...(resolve && {
            names: resolve.map((name) => {
              const [cname] = named(name, 'CNAME');
              const txt = named(name, 'TXT').map((value) => value.replace(/^"|"$/g, ''));
              const outcome = cname !== undefined || txt.length > 0 ? ('found' as const) : ('absent' as const);
              return { name, outcome, ...(cname && { cname }), txt };
            }),
          }),
        };
      }),
    witness: ({ region }) =>
      hooks.around('functions.witness', () =>
        witnessAnswer(
          reality.dark.has(region) ? { region } : { region, api: 'alive', status: 'available', detail: 'it answers' },
        ),
      ),
    nudge: (region) => hooks.around(`functions.nudge ${region}`, () => void hooks.changes.push(`nudge ${region}`)),
  };
};
