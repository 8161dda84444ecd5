import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { runs } from './callers.ts';
import { entriesOf, text } from './entries.ts';
import { memo } from './memo.ts';
import { groupEffects, rolesAt } from './roles.ts';

const looks = memo((record) =>
  entriesOf(record, 'function').filter(
    (entry) => runs(entry, 'TouchCache') && text(entry, 'phase') === 'end' && text(entry, 'functionError') === '',
  ),
);

/** What `TouchCache` wrote to see whether a shard takes writes. Anybody else's write shows nothing of its having looked. */
const canaries = memo((record) =>
  entriesOf(record, 'redis', 'SET').filter(
    (entry) => text(entry, 'outcome') === 'OK' && text(entry, 'key').startsWith('failover:canary:'),
  ),
);

/** When a Region's cluster last began to take writes, as far as the record goes. */
export const writableSince = (
  record: RunRecord,
  { region, datastore, at }: { region: string; datastore: string; at: number },
): number | undefined => {
  if (!rolesAt(record, datastore, at).takesWrites.has(region)) return undefined;
  const effects = [...groupEffects(record, datastore, 'writable'), ...groupEffects(record, datastore, 'separated')];
  const own = effects.filter((effect) => effect.region === region && effect.at <= at).map((effect) => effect.at);
  return own.length > 0 ? Math.max(...own) : record.truth.startedAt;
};

const within = (entries: readonly Entry[], region: string, { from, to }: { from: number; to: number }): boolean =>
  entries.some((entry) => entry.region === region && entry.at >= from && entry.at <= to);

/** Whether a Region's cache was touched, and where servers tell, every shard of it written to, between two instants. */
export const wasTouched = (
  record: RunRecord,
  { region, datastore }: { region: string; datastore: string },
  window: { from: number; to: number },
): boolean => {
  if (!within(looks(record), region, window)) return false;
  const shards = Array.from({ length: record.truth.shards?.[datastore] ?? 1 }, (_, index) => String(index));
  const written = (shard: string): readonly Entry[] =>
    canaries(record).filter((entry) => (text(entry, 'shard') || '0') === shard);
  return entriesOf(record, 'redis').length === 0 || shards.every((shard) => within(written(shard), region, window));
};
