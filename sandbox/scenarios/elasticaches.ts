import type { Scenario, Stage } from '../stage/stage.ts';
import { hour, losePrimary, minute, second, staysFor, untilPaged, untilPublished } from './moves.ts';

const promotionCall = {
  service: 'elasticache',
  operation: 'FailoverGlobalReplicationGroup',
  callers: 'functions',
} as const;

const accepts = (stage: Stage): boolean =>
  stage.history.entries.some(({ name }) => name === 'elasticache:promotion-accepted');

/** ElastiCache as AWS documents it, or does not. */
export const elasticaches: readonly Scenario[] = [
  {
    name: 'modifying-for-ever-after-the-promotion',
    about:
      'The promoted group stays `modifying` for ever: writes pass, so it is published, and people hear of the status.',
    play: async (stage) => {
      stage.elasticache.behaviour.promotion = 'stays-modifying';
      losePrimary(stage);
      await untilPublished(stage);
      await stage.advance(10 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'modifying-for-ever-before-the-loss',
    about:
      'The group is `modifying` for ever when its primary Region is lost: that is waited for as long as the grace, then people are asked.',
    play: async (stage) => {
      stage.elasticache.behaviour.shownStatus = 'modifying';
      losePrimary(stage);
      await untilPaged(stage, 'You would waive ChangeInProgress');
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
      stage.elasticache.behaviour.shownStatus = undefined;
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'status-nobody-knows',
    about:
      'ElastiCache shows a status that nobody has heard of while the primary Region is dark: a doubt, until it shows one that is known.',
    play: async (stage) => {
      stage.elasticache.behaviour.shownStatus = 'rebalancing';
      losePrimary(stage);
      await stage.advance(5 * minute);
      stage.elasticache.behaviour.shownStatus = undefined;
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'accepted-then-nothing-happens',
    about:
      'ElastiCache accepts the promotion and does nothing: people are told, and a later run calls once more under a new epoch.',
    policy: { promotion: 120 },
    play: async (stage) => {
      stage.elasticache.behaviour.promotion = 'does-nothing';
      losePrimary(stage);
      await untilPaged(stage, 'PromotionRefused');
      stage.elasticache.behaviour.promotion = 'completes';
      await untilPublished(stage);
    },
    expect: { promotions: 2, primary: 'us-west-2', pages: ['PromotionRefused'] },
  },
  {
    name: 'refused-while-the-primary-is-dark',
    about:
      'ElastiCache refuses promotions while the primary Region is dark: people are told how to go on, and nothing is promoted.',
    play: async (stage) => {
      stage.elasticache.behaviour.failoverWhilePrimaryDark = 'refused';
      losePrimary(stage);
      await untilPaged(stage, 'PromotionRefused');
      await stage.advance(10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'sticks-until-the-primary-returns',
    about:
      'The promotion sticks until the dark primary Region returns: people are told, and it is published once it took effect.',
    policy: { promotion: 120 },
    play: async (stage) => {
      stage.elasticache.behaviour.failoverWhilePrimaryDark = 'sticks';
      losePrimary(stage);
      await untilPaged(stage, 'PromotionTimedOut');
      await stage.advance(5 * minute);
      stage.network.heal(stage.primary);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'response-lost-effect-late-after-somebody-else-acted',
    about:
      'The answer to our call is lost and its effect comes late, after people called for the third Region: reality is read, nothing is called twice.',
    shape: 'three',
    play: async (stage) => {
      stage.elasticache.delays.promotionWritable = 3 * minute;
      stage.elasticache.delays.promotionVisible = 4 * minute;
      stage.faults.add({ ...promotionCall, times: 1 }, { kind: 'timeout-after' });
      losePrimary(stage);
      await stage.until('the call is accepted', () => accepts(stage), { within: hour });
      await stage.advance(30 * second);
      await stage.people.promote('eu-central-1');
      await stage.advance(15 * minute);
    },
    expect: { promotions: 1 },
  },
  {
    name: 'promotion-slow',
    about: 'The promotion takes four minutes until it takes writes: it is waited for, and published once.',
    play: async (stage) => {
      stage.elasticache.delays.promotionWritable = 4 * minute;
      stage.elasticache.delays.promotionVisible = 4 * minute;
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'promotion-slower-than-the-policy',
    about:
      'The promotion takes effect minutes after the run gave it up: Reconcile finishes and publishes it, under its own epoch.',
    policy: { promotion: 60 },
    play: async (stage) => {
      stage.elasticache.delays.promotionWritable = 4 * minute;
      stage.elasticache.delays.promotionVisible = 5 * minute;
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['PromotionTimedOut'] },
  },
  {
    name: 'role-shown-before-writes',
    about:
      'The role is shown three minutes before the cluster takes writes: it is published when it does, and not before.',
    play: async (stage) => {
      stage.elasticache.delays.promotionVisible = 20 * second;
      stage.elasticache.delays.promotionWritable = 3 * minute;
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'heir-forgotten-by-elasticache',
    about:
      'Describe leaves the heir out of the members while the primary Region is dark: it is not promoted until it is a member again.',
    play: async (stage) => {
      stage.elasticache.behaviour.forgottenMembers = ['sessions-usw2'];
      losePrimary(stage);
      await staysFor(stage, 5 * minute);
      stage.elasticache.behaviour.forgottenMembers = [];
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'primary-forgotten-by-elasticache',
    about:
      'Describe leaves the primary out of the members, and it is well: no primary is seen, which is a doubt and no outage.',
    play: async (stage) => {
      stage.elasticache.behaviour.forgottenMembers = ['sessions-use1'];
      await staysFor(stage, 10 * minute);
      stage.elasticache.behaviour.forgottenMembers = [];
      await stage.advance(3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['DIFFERENCE'] },
  },
  {
    name: 'views-far-apart',
    about: "The Regions' views are two minutes behind each other while the primary is replaced: all agree in the end.",
    play: async (stage) => {
      stage.elasticache.delays.viewConvergence = 2 * minute;
      losePrimary(stage);
      await untilPublished(stage);
      stage.network.heal(stage.primary);
      await stage.advance(5 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
];
