import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { isOurs } from './callers.ts';
import { byGroup, type Named, regionOfCluster } from './datastores.ts';
import { entriesOf, text } from './entries.ts';
import { type Run, runBehind, runOf } from './executions.ts';
import { incidentAt, type SeenIntent } from './journal.ts';
import { memo } from './memo.ts';
import { groupEffects, rolesAt } from './roles.ts';

/** A promotion that ElastiCache accepted, whether or not its caller ever heard of it. */
export interface Promotion {
  readonly entry: Entry;
  readonly at: number;
  readonly named: Named;
  /** The Region in which it was asked for, and the one it is to make primary. */
  readonly region: string;
  readonly to: string;
  /** The primary in truth at that time. */
  readonly from: string | undefined;
  /** `people`: not by a role of ours. `approved`: our own trigger, and people said yes. */
  readonly by: 'automatic' | 'approved' | 'manual' | 'people';
  readonly run: Run | undefined;
  /** What the acting Region's journal held when it was accepted. */
  readonly intent: SeenIntent | undefined;
}

const triggerOf = (entry: Entry, run: Run | undefined): Promotion['by'] => {
  if (!isOurs(entry)) return 'people';
  if (!run) return 'automatic';
  if (run.trigger === 'manual') return 'manual';
  return run.approvedAt !== undefined && run.approvedAt <= entry.at ? 'approved' : 'automatic';
};

const promotionOf = (record: RunRecord, entry: Entry): readonly Promotion[] => {
  const named = byGroup(record, text(entry, 'group'));
  if (!named) return [];
  const { at, region = '' } = entry;
  const { intent } = incidentAt(record, { region, datastore: named.name, at });
  const run = runBehind(record, entry) ?? (intent && runOf(record, region, intent.owner));
  const to = regionOfCluster(named, text(entry, 'target')) ?? region;
  const from = rolesAt(record, named.name, at).primary;
  return [{ entry, at, named, region, to, from, by: triggerOf(entry, run), run, intent }];
};

/** Every accepted promotion of a configured datastore, in their order. */
export const promotionsOf: (record: RunRecord) => readonly Promotion[] = memo((record) =>
  entriesOf(record, 'effect', 'elasticache:promotion-accepted').flatMap((entry) => promotionOf(record, entry)),
);

/** Those that nobody but our own triggers decided. */
export const automaticPromotions = (record: RunRecord): readonly Promotion[] =>
  promotionsOf(record).filter(({ by }) => by === 'automatic');

/** Whether its target became primary, or took writes, before another promotion was accepted. */
export const tookEffect = (record: RunRecord, { at, entry, named }: Promotion): boolean => {
  const target = text(entry, 'target');
  const next = promotionsOf(record).find((each) => each.named.name === named.name && each.at > at);
  const until = next?.at ?? Number.POSITIVE_INFINITY;
  const came = (name: string, member: string): boolean =>
    groupEffects(record, named.name, name).some(
      (effect) => effect.at >= at && effect.at <= until && text(effect, member) === target,
    );
  return came('promoted', 'primary') || came('writable', 'cluster');
};
