import type { Intent } from '../contract/journal.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import type { GroupView, Look, MemberView } from '../ports.ts';
import { answered } from './readings.ts';
import { onlyPrimary } from './weigh-roles.ts';

/** What one look at a promotion under way came to. */
export type Progress =
  | { readonly state: 'done'; readonly detail: string; readonly degraded?: string }
  | { readonly state: 'pending'; readonly detail: string }
  /** Somebody promoted another Region meanwhile. */
  | { readonly state: 'elsewhere'; readonly detail: string };

interface Seen {
  readonly intent: Intent;
  readonly group: Look<GroupView>;
  readonly member: Look<MemberView>;
  readonly touch: Look<TouchAnswer>;
}

/**
 * How far a promotion has come. Done when reality says so: this Region is PRIMARY by its own view, and every shard took
 * a write and read it back. A status that still says `modifying` does not block; it is reported.
 */
export const promotionProgress = ({ intent, group, member, touch }: Seen): Progress => {
  const view = answered(group);
  const own = answered(member);
  const primary = view && onlyPrimary(view);
  if (!view || !own) return { state: 'pending', detail: "this Region's own API does not answer" };
  // A call made while the roles were unclear knows no `from`: whoever shows up may have been it.
  const fromKnown = intent.kind !== 'promote' || intent.from !== intent.to;
  if (fromKnown && primary !== undefined && primary !== intent.to && primary !== intent.from)
    return { state: 'elsewhere', detail: `${primary} is the primary now` };
  if (primary !== intent.to)
    return { state: 'pending', detail: `the primary is ${primary ?? 'unclear'}, the group is ${view.status}` };

  const shards = answered(touch)?.local?.shards ?? [];
  const refused = shards.filter(({ wrote }) => wrote !== true);
  if (shards.length < Math.max(1, own.shards.length))
    return { state: 'pending', detail: `${shards.length} of ${own.shards.length} shards answered` };
  if (refused.length > 0)
    return {
      state: 'pending',
      detail: `shard ${refused[0]?.shard} takes no write: ${refused[0]?.refusal ?? 'no answer'}`,
    };
  const detail = `${intent.to} is PRIMARY and every shard takes writes`;
  return view.status === 'available'
    ? { state: 'done', detail }
    : { state: 'done', detail, degraded: `the group is still ${view.status}` };
};
