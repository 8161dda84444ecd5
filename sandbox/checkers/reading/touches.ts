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

const writes = memo((record) =>
  entriesOf(record, 'redis').filter((entry) => entry.name === 'SET' && text(entry, 'outcome') === 'OK'),
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

/** Whether the cache of a Region was touched, and where servers tell, written to, between two instants. */
export const wasTouched = (record: RunRecord, region: string, window: { from: number; to: number }): boolean =>
  within(looks(record), region, window) && (writes(record).length === 0 || within(writes(record), region, window));
