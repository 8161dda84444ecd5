import type { Scenario } from '../stage/stage.ts';
import { attempt, losePrimary, minute, second, staysFor, untilPaged, untilPublished } from './moves.ts';

/** Links that are lost while every Region lives. */
export const links: readonly Scenario[] = [
  {
    name: 'only-the-link-cut',
    about: 'Only the link between the two Regions is cut: clients are fine, nothing is promoted, people are told.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['TooFewConfirmations'] },
  },
  {
    name: 'link-cut-then-real-loss',
    about:
      'The link has been cut for four to ten minutes, while clients wrote on, when the primary Region goes dark behind it: what they wrote is lost, so people are asked.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await staysFor(stage, (4 + 6 * stage.random()) * minute);
      losePrimary(stage);
      await untilPaged(stage, 'You would waive LossAboveLimit');
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'link-cut-mended-then-real-loss',
    about: 'A cut link is mended, all is well for five minutes, and then the primary Region is lost: it is promoted.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await staysFor(stage, 5 * minute);
      stage.network.mend(stage.primary, stage.preferred);
      await staysFor(stage, 5 * minute);
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'both-regions-blame-each-other',
    about:
      'The link is cut, both Regions are healthy, and people start a run in each, which blames the other: nothing is promoted.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await stage.advance(minute);
      await stage.people.start(stage.primary);
      await stage.people.start(stage.preferred);
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['HELD'] },
  },
  {
    name: 'both-regions-blame-each-other-and-people-insist',
    about:
      'The link is cut and people in the healthy secondary waive the missing confirmation by name: one promotion, all follow it.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await stage.advance(2 * minute);
      const request = { override: ['TooFewConfirmations'], requestedBy: 'ann', reason: 'clients everywhere fail' };
      await stage.people.start(stage.preferred, request);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'people-insist-while-the-loss-grows',
    about:
      'The link has been cut for a quarter of an hour while clients of the old primary write on; people insist, and somebody else approves minutes later: the yes still counts.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await staysFor(stage, 15 * minute);
      const override = ['TooFewConfirmations', 'LossAboveLimit'];
      await stage.people.start(stage.preferred, {
        override,
        requestedBy: 'ann',
        reason: 'the wrong clients are served',
      });
      await untilPaged(stage, 'APPROVE?');
      await stage.advance((1 + 9 * stage.random()) * minute);
      await stage.people.approve(stage.preferred, 'bob');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'cut-of-43-seconds',
    about:
      'The members lose each other for 43 seconds, as in October 2018, under the default persistence: nothing is promoted.',
    policy: { persistence: 120 },
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await staysFor(stage, 43 * second);
      stage.network.mend(stage.primary, stage.preferred);
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'region-dark-for-43-seconds',
    about: 'The whole primary Region is dark for 43 seconds under the default persistence: nothing is promoted.',
    policy: { persistence: 120 },
    play: async (stage) => {
      losePrimary(stage);
      await staysFor(stage, 43 * second);
      stage.network.heal(stage.primary);
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'blip-shorter-than-persistence',
    about:
      'The primary Region is dark for fifteen of the twenty seconds that an outage must last: nothing is promoted.',
    play: async (stage) => {
      losePrimary(stage);
      await staysFor(stage, 15 * second);
      stage.network.heal(stage.primary);
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'blips-that-add-up',
    about:
      'Ten blips, each shorter than the persistence and together much longer: one good look ends an outage, nothing is promoted.',
    play: async (stage) => {
      for (let times = 0; times < 10; times += 1) {
        losePrimary(stage);
        await staysFor(stage, 12 * second);
        stage.network.heal(stage.primary);
        await staysFor(stage, 25 * second);
      }
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'primary-cut-from-everybody',
    about:
      'The primary Region reaches nobody and goes on inside: it is promoted, and its clients follow once it is back.',
    play: async (stage) => {
      for (const place of [stage.preferred, stage.witness, 'outside', 'route53'])
        stage.network.cut(stage.primary, place);
      await untilPublished(stage);
      await stage.advance(5 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'heir-cut-from-everybody',
    about: 'The secondary Region reaches nobody: it is blind, not alone in being right, and promotes nothing.',
    play: async (stage) => {
      for (const place of [stage.primary, stage.witness, 'outside', 'route53'])
        stage.network.cut(stage.preferred, place);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'link-cut-and-witness-dark',
    about: 'The link is cut and the witness Region is dark: less is known than ever, nothing is promoted.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      stage.network.blackout(stage.witness);
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['TooFewConfirmations'] },
  },
  {
    name: 'replication-stopped-clients-fine',
    about:
      'Only the replication is cut: the primary is reached, so people are told that it is broken, and nothing is promoted.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred, 'replication');
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['failover-sessions-replication-broken'] },
  },
  {
    name: 'link-slow-beyond-every-deadline',
    about: 'The link takes three seconds each way, longer than most deadlines: data arrives, nothing is promoted.',
    play: async (stage) => {
      stage.network.quality(stage.primary, stage.preferred, { delayMs: 3_000 });
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'separated-by-a-cut-people-promote-here',
    about:
      'The link is cut and people promote the secondary in the console: its Reconcile publishes it once it may be adopted.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await stage.advance(minute);
      await attempt(() => stage.people.promote(stage.preferred));
      await stage.advance(10 * minute);
    },
    expect: { promotions: 0, primary: 'us-west-2' },
  },
];
