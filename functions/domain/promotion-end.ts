import {
  AnotherRegionPromoted,
  PromotionRefused,
  PromotionTimedOut,
  SeparationNotCalled,
  SeparationRefused,
  SeparationTimedOut,
} from '../contract/errors.ts';
import type { Intent } from '../contract/journal.ts';
import type { CaughtError, RunState } from '../contract/run-state.ts';
import type { GroupView, Look } from '../ports.ts';
import { sentenceOf } from './caught-error.ts';
import type { Progress } from './promotion-progress.ts';
import { answered } from './readings.ts';
import { isRefusal } from './refusals.ts';
import { onlyPrimary } from './weigh-roles.ts';

/** A call that is noted may never have been sent, or was refused: after this long, no trace of it means no effect. */
const effectShowsWithinMs = 90_000;

interface Waiting {
  readonly state: Pick<RunState, 'promotionError' | 'separation' | 'separationError'>;
  readonly intent: Intent;
  readonly progress: Progress;
  readonly group: Look<GroupView>;
  readonly now: Date;
  /** The policy's time for a promotion, and for a separation. */
  readonly limitMs: number;
}

/** Why waiting any longer for what was called is in vain, as the failure that says so; nothing while there is hope. */
export const whyOver = (waiting: Waiting): Error | undefined => {
  const { state, intent, progress } = waiting;
  if (progress.state === 'elsewhere') return new AnotherRegionPromoted(progress.detail);
  if (intent.separateCalledAt) return separationOver(waiting, intent.separateCalledAt);
  if (state.separationError) return new SeparationNotCalled(`${named(state.separationError)}; ${progress.detail}`);
  return promotionOver(waiting);
};

const promotionOver = ({ state: { promotionError }, intent, progress, group, now, limitMs }: Waiting) => {
  const sinceMs = now.getTime() - Date.parse(intent.calledAt);
  const isAsBefore = intent.from !== intent.to && isQuiet(group, intent);
  if (isAsBefore && promotionError && isRefusal(promotionError)) return new PromotionRefused(named(promotionError));
  if (isAsBefore && sinceMs > effectShowsWithinMs) return new PromotionRefused(noEffect(intent.calledAt));
  return sinceMs > limitMs ? new PromotionTimedOut(late(sinceMs, progress)) : undefined;
};

const separationOver = ({ state, intent, progress, group, now, limitMs }: Waiting, calledAt: string) => {
  const { separationError } = state;
  const sinceMs = now.getTime() - Date.parse(calledAt);
  const own = answered(group)?.members.find(({ region }) => region === intent.to);
  const isMember = own?.status === 'associated';
  if (isMember && separationError && isRefusal(separationError)) return new SeparationRefused(named(separationError));
  if (isMember && isQuiet(group, intent) && sinceMs > effectShowsWithinMs)
    return new SeparationRefused(noEffect(calledAt));
  return sinceMs > limitMs ? new SeparationTimedOut(late(sinceMs, progress)) : undefined;
};

/** The primary is the one from before and nothing is under way. Nothing can be told from a group that cannot be read. */
const isQuiet = (group: Look<GroupView>, { from }: Intent): boolean => {
  const view = answered(group);
  return view !== undefined && view.status === 'available' && onlyPrimary(view) === from;
};

const named = (error: CaughtError): string => `${error.Error}: ${sentenceOf(error)}`;
const noEffect = (calledAt: string): string =>
  `no effect of the call noted at ${calledAt} is to be seen: the group is as before`;
const late = (sinceMs: number, { detail }: Progress): string =>
  `${Math.round(sinceMs / 1000)} s after the call: ${detail}`;
