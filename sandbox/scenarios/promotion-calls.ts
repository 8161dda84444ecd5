import type { Fault } from '../faults.ts';
import type { Scenario } from '../stage/stage.ts';
import { losePrimary, untilPublished } from './moves.ts';

const promotionCall = {
  service: 'elasticache',
  operation: 'FailoverGlobalReplicationGroup',
  callers: 'functions',
} as const;

/** The one call that cannot be repeated, disturbed once. `accepted`: how often ElastiCache took it, in the end. */
const disturbed = (name: string, how: string, fault: Fault, accepted = 1): Scenario => ({
  name: `promotion-call-${name}`,
  about: `The call for the promotion ${how}: what became of it is read, never sent again in its epoch.`,
  play: async (stage) => {
    stage.faults.add({ ...promotionCall, times: 1 }, fault);
    losePrimary(stage);
    await untilPublished(stage);
  },
  expect: { promotions: accepted, primary: 'us-west-2' },
});

/** The call that promotes, disturbed in every way. */
export const promotionCalls: readonly Scenario[] = [
  disturbed('response-lost', 'is accepted, and its answer never comes', { kind: 'timeout-after' }),
  disturbed('fails-after-its-effect', 'is accepted, and answered with an error', { kind: '500-after' }),
  disturbed('reset', 'is accepted, and the connection is lost', { kind: 'reset' }),
  disturbed('never-arrives', 'never arrives', { kind: 'timeout-before' }),
  disturbed('fails-before-its-effect', 'is answered with an error and comes to nothing', { kind: '500-before' }),
  disturbed('throttled', 'is throttled', { kind: 'throttle' }),
  disturbed('refused', 'is refused for want of permission', { kind: 'deny' }),
];
