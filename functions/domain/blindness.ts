import type { ProbeMemory } from '../contract/journal.ts';
import type { TouchAnswer } from '../contract/touch.ts';
import type { Look } from '../ports.ts';

/**
 * Why a look of `Probe` does not count as one, in words; `undefined` for a look that saw. As SECONDARY every shard must
 * show a heartbeat, as PRIMARY every shard must take one: with less than that, an outage could not be told.
 */
export const blindness = (role: ProbeMemory['role'], touch: Look<TouchAnswer>): string | undefined => {
  if (role === 'unknown') return "this Region's own role could not be read";
  if (touch.outcome !== 'answered') return `TouchCache: ${touch.detail}`;
  const { local } = touch.value;
  if (!local) return "no address of this Region's own cache is known";
  if (local.reach !== 'alive' || local.shards.length === 0)
    return `this Region's cache does not answer: ${local.detail ?? local.reach}`;

  const isSeen = ({ beat, heartbeat }: (typeof local.shards)[number]) =>
    role === 'PRIMARY' ? beat === true : heartbeat !== undefined;
  const unseen = local.shards.find((shard) => !isSeen(shard));
  if (!unseen) return undefined;
  const what = role === 'PRIMARY' ? 'took no heartbeat' : 'shows no heartbeat';
  return `shard ${unseen.shard} ${what}: ${unseen.refusal ?? local.detail ?? 'without a reason'}`;
};
