import type { Intent } from '../contract/journal.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import type { GroupView, Look, MemberView } from '../ports.ts';
import { answered } from './readings.ts';
import { isStandalone } from './standalone.ts';
import { onlyPrimary } from './weigh-roles.ts';

/** What one look at a promotion, or a separation, under way came to. */
export type Progress =
  | { readonly state: 'done'; readonly detail: string; readonly degraded?: string; readonly separated?: true }
  | { readonly state: 'pending'; readonly detail: string }
  /** Somebody promoted another Region meanwhile. */
  | { readonly state: 'elsewhere'; readonly detail: string };

/** One look at what the noted call came to. */
export interface PromotionLook {
  readonly intent: Intent;
  readonly group: Look<GroupView>;
  readonly member: Look<MemberView>;
  readonly touch: Look<TouchAnswer>;
}

/**
 * How far a promotion has come. Done when reality says so: this Region is PRIMARY by its own view, or, after its run
 * called for separation, belongs to no group by its own view; and every shard took a write and read it back. A status
 * that still says `modifying` does not block; it is reported.
 */
export const promotionProgress = ({ intent, group, member, touch }: PromotionLook): Progress => {
  const view = answered(group);
  const own = answered(member);
  if (own && isStandalone(own)) return alone(intent, own, touch);
  const primary = view && onlyPrimary(view);
  if (!view || !own) return { state: 'pending', detail: "this Region's own API does not answer" };
  // A call made while the roles were unclear knows no `from`: whoever shows up may have been it.
  const fromKnown = intent.kind !== 'promote' || intent.from !== intent.to;
  if (fromKnown && primary !== undefined && primary !== intent.to && primary !== intent.from)
    return { state: 'elsewhere', detail: `${primary} is the primary now` };
  if (primary !== intent.to)
    return { state: 'pending', detail: `the primary is ${primary ?? 'unclear'}, the group is ${view.status}` };

  const doubt = writeDoubt(own, touch);
  if (doubt !== undefined) return { state: 'pending', detail: doubt };
  const detail = `${intent.to} is PRIMARY and every shard takes writes`;
  return view.status === 'available'
    ? { state: 'done', detail }
    : { state: 'done', detail, degraded: `the group is still ${view.status}` };
};

/** A cluster that left its group is ours to publish only where this run asked for that. */
const alone = ({ to, separateCalledAt }: Intent, own: MemberView, touch: Look<TouchAnswer>): Progress => {
  if (!separateCalledAt) return { state: 'pending', detail: `${to} left its Global Datastore, and not by this run` };
  const doubt = writeDoubt(own, touch);
  return doubt === undefined
    ? { state: 'done', detail: `${to} left its Global Datastore and every shard takes writes`, separated: true }
    : { state: 'pending', detail: doubt };
};

/** Why it is not seen that every shard takes writes; `undefined` when it is. */
const writeDoubt = (own: MemberView, touch: Look<TouchAnswer>): string | undefined => {
  const shards = answered(touch)?.local?.shards ?? [];
  const [refused] = shards.filter(({ wrote }) => wrote !== true);
  if (shards.length < Math.max(1, own.shards.length)) return `${shards.length} of ${own.shards.length} shards answered`;
  return refused && `shard ${refused.shard} takes no write: ${refused.refusal ?? 'no answer'}`;
};
