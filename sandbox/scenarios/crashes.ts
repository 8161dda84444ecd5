import type { ServiceId } from '../aws/service.ts';
import type { Fault } from '../faults.ts';
import type { Scenario } from '../stage/stage.ts';
import {
  type AutomaticStep,
  automaticSteps,
  kebab,
  losePrimary,
  minute,
  staysFor,
  untilPublished,
  untilPublishedByLeave,
} from './moves.ts';

/** The call of each step that matters most: what it changes, or what it learns. */
const decisive: Readonly<Record<AutomaticStep, { readonly service: ServiceId; readonly operation: string }>> = {
  OpenIncident: { service: 'dynamodb', operation: 'UpdateItem' },
  AssessHealth: { service: 'elasticache', operation: 'DescribeGlobalReplicationGroups' },
  PromoteRegion: { service: 'elasticache', operation: 'FailoverGlobalReplicationGroup' },
  CheckPromotion: { service: 'elasticache', operation: 'DescribeGlobalReplicationGroups' },
  PublishParameters: { service: 'ssm', operation: 'PutParameter' },
  UpdateDns: { service: 'route53', operation: 'ChangeResourceRecordSets' },
  VerifyCutover: { service: 'lambda', operation: 'Invoke' },
  CloseIncident: { service: 'sns', operation: 'Publish' },
};

const moments: readonly { readonly word: string; readonly about: string; readonly kind: Fault['kind'] }[] = [
  { word: 'before', about: 'before its decisive call', kind: 'crash-before' },
  { word: 'after', about: 'after the effect of its decisive call', kind: 'crash-after' },
  { word: 'recorded', about: 'once it had recorded what its decisive call came to', kind: 'crash-after-record' },
];

/** Every step of the automatic flow dies at each moment of its decisive call; a retried step is a new invocation. */
const everyStep: readonly Scenario[] = automaticSteps.flatMap((step) =>
  moments.map(
    ({ word, about, kind }): Scenario => ({
      name: `crash-${word}-the-call-of-${kebab(step)}`,
      about: `${step} crashes ${about}: the loss ends in one promotion that is published.`,
      play: async (stage) => {
        stage.network.route53('up');
        // The kinds of crashes need no number.
        stage.faults.add({ ...decisive[step], function: step, callers: 'functions', times: 1 }, { kind } as Fault);
        losePrimary(stage);
        await untilPublished(stage);
        await stage.advance(2 * minute);
      },
      expect: { promotions: 1, primary: 'us-west-2' },
    }),
  ),
);

/** Steps that die again and again until minutes later. */
const again: readonly Scenario[] = [
  'ReceiveAlarm',
  'OpenIncident',
  'AssessHealth',
  'CheckPromotion',
  'PublishParameters',
].map(
  (step): Scenario => ({
    name: `crash-of-${kebab(step)}-for-four-minutes`,
    about: `${step} crashes at each of its calls for four minutes of a loss: it is promoted and published after that, once.`,
    play: async (stage) => {
      const heal = stage.faults.add({ function: step, callers: 'functions' }, { kind: 'crash-before' });
      losePrimary(stage);
      await stage.advance(4 * minute);
      heal();
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  }),
);

/** Functions that die at any point. */
export const crashes: readonly Scenario[] = [
  ...everyStep,
  ...again,
  {
    name: 'crash-of-reconcile-in-a-loss',
    about:
      'Reconcile of the heir crashes at every call: the alarm alone brings the promotion, and people hear of Reconcile.',
    play: async (stage) => {
      stage.faults.add(
        { function: 'Reconcile', from: stage.preferred, callers: 'functions' },
        { kind: 'crash-before' },
      );
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'crash-of-touch-cache-over-health',
    about:
      'TouchCache of both Regions is killed every five seconds for ten minutes over a healthy datastore: nothing is promoted.',
    play: async (stage) => {
      for (let times = 0; times < 120; times += 1) {
        for (const region of stage.regions) stage.functions.kill(region, 'TouchCache');
        await staysFor(stage, 5_000);
      }
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'crash-of-probe-in-a-loss',
    about:
      'One of fifty calls of Probe crashes it while the primary Region is lost: promoted once, with leave where too few looks leave too large a loss.',
    play: async (stage) => {
      stage.faults.add({ function: 'Probe', chance: 0.02, callers: 'functions' }, { kind: 'crash-after' });
      losePrimary(stage);
      await untilPublishedByLeave(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'deploy-in-the-middle',
    about:
      'A deployment replaces every function of the heir while its run is under way: each starts anew, it is promoted once.',
    play: async (stage) => {
      losePrimary(stage);
      await stage.until('a run is under way', () => stage.see.incident(stage.preferred).claim !== undefined, {
        within: 10 * minute,
      });
      for (let times = 0; times < 20; times += 1) {
        for (const name of [...automaticSteps, 'ReceiveAlarm', 'Reconcile', 'Probe', 'TouchCache'])
          stage.functions.kill(stage.preferred, name);
        await stage.advance(3_000);
      }
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'deploy-in-calm',
    about: 'A deployment replaces every function of both Regions in calm: nothing happens.',
    play: async (stage) => {
      for (const region of stage.regions)
        for (const name of [...automaticSteps, 'ReceiveAlarm', 'Reconcile', 'Probe', 'TouchCache'])
          stage.functions.kill(region, name);
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
];
