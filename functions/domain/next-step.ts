import type { Decision } from '../contract/evidence.ts';
import type { Assessment, Run } from '../contract/execution.ts';
import type { Guard } from '../contract/request.ts';
import { askedAbout } from './approval.ts';

/** Where the workflow goes after an assessment. A dry run, and a decision to hold, change nothing. */
export const nextStep = (decision: Decision, { mode, claim }: Pick<Run, 'mode' | 'claim'>): Assessment['next'] => {
  if (mode === 'dry-run') return 'close';
  // Another run waits or asks already: this one has something to add only if it would promote.
  if (claim === 'contended' && decision.action !== 'promote') return 'close';
  switch (decision.action) {
    case 'promote':
    case 'adopt':
      return 'promote';
    case 'wait':
      return 'wait';
    case 'ask':
      return 'ask';
    case 'hold':
      return 'close';
  }
};

/**
 * What the second look came to, after people approved the first. An approval answers what they were asked about, the
 * guards `known` to them, and nothing else: an objection that they did not know of still holds. So does one that may
 * lose data, even where whoever started the run waived it in advance: that waiver is what people are asked about.
 */
export const afterApproval = (second: Decision, known: readonly Guard[]): Decision => {
  if (second.action !== 'ask') return second;
  const fresh = askedAbout(second).find(({ guard }) => !known.includes(guard));
  return fresh
    ? { ...second, action: 'hold', reason: `people approved before this was known: ${fresh.guard}: ${fresh.reason}` }
    : { ...second, action: 'promote', reason: `approved by people, though ${second.reason}` };
};
