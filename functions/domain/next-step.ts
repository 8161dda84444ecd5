import type { Decision } from '../contract/evidence.ts';
import type { Assessment, Run } from '../contract/execution.ts';

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

/** What `decide` came to, after people approved: whatever only asked is answered, everything else still holds. */
export const afterApproval = (decision: Decision): Decision =>
  decision.action === 'ask'
    ? { ...decision, action: 'promote', reason: `approved by people, though ${decision.reason}` }
    : decision;
