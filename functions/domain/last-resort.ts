import type { Datastore } from '../contract/config.ts';
import { PromotionRefused, PromotionTimedOut } from '../contract/errors.ts';
import type { Evidence } from '../contract/evidence.ts';
import type { Intent } from '../contract/journal.ts';
import type { RunState } from '../contract/run-state.ts';
import type { GroupView, Look } from '../ports.ts';
import { compareEpochs, formatEpoch } from './epoch.ts';
import { answered, type Readings } from './readings.ts';
import { isStandalone } from './standalone.ts';
import { memberIn, onlyPrimary } from './weigh-roles.ts';

interface Failed {
  readonly failure: Error;
  readonly state: RunState;
  readonly intent: Intent;
  readonly datastore: Datastore;
  readonly group: Look<GroupView>;
}

/**
 * Whether people are asked about separation, after a promotion that failed so: the policy lets them be asked, nobody was
 * asked in this run, the promotion was late, or refused while the primary Region was dark, and this Region's cluster is
 * a SECONDARY that can leave.
 */
export const mayAskForSeparation = ({ failure, state, intent, datastore, group }: Failed): boolean => {
  if (datastore.policy.separation !== 'approve' || intent.kind !== 'promote') return false;
  if (intent.separateCalledAt || state.separation || state.separationError) return false;
  const isStuck =
    failure instanceof PromotionTimedOut || (failure instanceof PromotionRefused && primaryWasDark(state));
  return isStuck && canLeave(answered(group), { here: intent.to, datastore });
};

const primaryWasDark = ({ assessment }: RunState): boolean =>
  assessment?.evidence.confirmations.some(({ by, verdict }) => by === 'primaryApi' && verdict === 'down') ?? false;

const canLeave = (view: GroupView | undefined, at: Pick<Readings, 'here' | 'datastore'>): boolean => {
  const own = memberIn(view, at);
  return own?.role === 'SECONDARY' && own.status === 'associated';
};

/**
 * What speaks against separating this Region now, though people approved it; nothing if it may be called. Two clusters
 * that take writes is the worst outcome, so any sign of a living primary stops it, whatever was waived for this run.
 */
export const separationDoubt = (
  readings: Readings,
  evidence: Evidence,
  { intent, failure }: { readonly intent: Intent; readonly failure: string | undefined },
): string | undefined => {
  const { here, groups, datastore, member, touch, published } = readings;
  const own = answered(member);
  const view = answered(groups.get(here));
  const { roles, dataArriving, target, override } = evidence;
  if (datastore.policy.separation !== 'approve') return 'the policy does not allow separation';
  if (own && isStandalone(own)) return `${here} belongs to no Global Datastore any more`;
  if (!own || !view) return `${here} cannot read its own cluster and its group`;
  if (roles.here === 'PRIMARY') return `${here} is PRIMARY by now`;
  if (!canLeave(view, readings)) return `${here} is no associated SECONDARY`;
  if (published.get(here)?.outcome !== 'answered') return `what is published in ${here} cannot be read`;
  const { highestEpoch } = evidence;
  if (highestEpoch && compareEpochs(highestEpoch, intent.epoch) > 0)
    return `epoch ${formatEpoch(highestEpoch)} is readable by now, this one is ${formatEpoch(intent.epoch)}`;
  const primary = onlyPrimary(view);
  if (primary !== intent.from) return `the primary is ${primary ?? 'unclear'}, and was ${intent.from}`;
  if (roles.disagree.length > 0) return `other Regions see it differently: ${roles.disagree.join('; ')}`;
  // What was refused for a dark primary may be accepted by now.
  const isBack = answered(groups.get(intent.from)) !== undefined;
  if (failure === 'PromotionRefused' && isBack) return `the API of ${intent.from} answers again: promote instead`;
  if (answered(touch)?.remote?.wrote) return 'the published primary takes writes from here';
  if (dataArriving.verdict === 'arriving') return dataArriving.detail;
  if (dataArriving.verdict === 'unknown' && !override.includes('DataUnknown')) return dataArriving.detail;
  if (target.faults.length > 0 && !override.includes('TargetUnfit')) return target.faults.join('; ');
  return undefined;
};
