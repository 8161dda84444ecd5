import type { ProbeMemory } from '../contract/journal.ts';
import type { ShardLook, TouchAnswer } from '../contract/touch.ts';
import type { Look } from '../ports.ts';

/**
 * Why a look of `Probe` does not count as one, in words; `undefined` for a look that saw. As SECONDARY every shard must
 * show a heartbeat and its replication offset, as PRIMARY every shard must take one: with less than that, an outage could
 * not be told, and nothing else would say so while it lasts.
 */
export const blindness = (role: ProbeMemory['role'], touch: Look<TouchAnswer>): string | undefined => {
  if (role === 'unknown') return "this Region's own role could not be read";
  if (touch.outcome !== 'answered') return `TouchCache: ${touch.detail}`;
  const { local } = touch.value;
  if (!local) return "no address of this Region's own cache is known";
  if (local.reach !== 'alive' || local.shards.length === 0)
    return `this Region's cache does not answer: ${local.detail ?? local.reach}`;

  for (const look of local.shards) {
    const flaw = role === 'PRIMARY' ? notTaken(look) : notShown(look);
    if (flaw) return `shard ${look.shard} ${flaw}: ${look.refusal ?? local.detail ?? 'without a reason'}`;
  }
  return undefined;
};

const notTaken = ({ beat }: ShardLook): string | undefined => (beat === true ? undefined : 'took no heartbeat');

const notShown = ({ heartbeat, offset }: ShardLook): string | undefined => {
  if (heartbeat === undefined) return 'shows no heartbeat';
  return offset === undefined ? 'shows no offset' : undefined;
};
