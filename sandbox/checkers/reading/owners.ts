import { bounds } from '../bounds.ts';
import type { RunRecord } from '../run-record.ts';
import { entriesOf, text } from './entries.ts';
import { isOver, runOf } from './executions.ts';
import type { SeenClaim } from './journal.ts';
import { memo } from './memo.ts';

const ends = memo((record) => {
  const found = new Map<string, number>();
  for (const entry of entriesOf(record, 'function'))
    if (/^(end|dropped|killed)$/.test(text(entry, 'phase'))) found.set(text(entry, 'requestId'), entry.at);
  return found;
});

/** Whether a claim's owner was over at an instant, by what the sandbox saw of it. `unknown`: it saw nothing of it. */
export const ownerAt = (
  record: RunRecord,
  { region, claim, at }: { region: string; claim: SeenClaim; at: number },
): 'alive' | 'dead' | 'unknown' => {
  const { owner, since } = claim;
  if (owner.startsWith('reconcile/')) {
    const ended = ends(record).get(owner.slice('reconcile/'.length));
    if (ended !== undefined && ended <= at) return 'dead';
    return at - Date.parse(since) >= bounds.afterlife ? 'dead' : 'alive';
  }
  const run = runOf(record, region, owner);
  if (!run) return 'unknown';
  const redrives = Number(owner.split('#')[1] ?? 0);
  return isOver(run, { at, redrives }) ? 'dead' : 'alive';
};
