import type { Scenario } from '../stage/stage.ts';
import {
  attempt,
  hour,
  loseAndBeReplaced,
  losePrimary,
  minute,
  staysFor,
  untilPaged,
  untilPublished,
} from './moves.ts';

const third = 'eu-central-1';

const scenarios: readonly Scenario[] = [
  {
    name: 'three-primary-black',
    about: 'Of three Regions the primary goes dark: the first preference acts, the other copies it.',
    play: async (stage) => {
      await loseAndBeReplaced(stage);
      await stage.until(
        `${third} copies the record`,
        () => stage.see.published(third)?.primaryRegion === stage.preferred,
        { within: 5 * minute },
      );
      stage.network.heal(stage.primary);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'three-preferred-unfit',
    about:
      "The preferred Region's cache is down when the primary is lost: people are asked in the next one, and approve.",
    play: async (stage) => {
      stage.caches.kill(stage.preferred);
      losePrimary(stage);
      await untilPaged(stage, `make ${third} the primary`, 2 * hour);
      await stage.people.approve(third, 'ann');
      await untilPublished(stage, third);
      stage.caches.restart(stage.preferred);
    },
    expect: { promotions: 1, primary: third },
  },
  {
    name: 'three-preferred-unfit-nobody-answers',
    about:
      "The preferred Region's cache is down when the primary is lost, and nobody answers the next one: nothing is promoted.",
    play: async (stage) => {
      stage.caches.kill(stage.preferred);
      losePrimary(stage);
      await untilPaged(stage, `make ${third} the primary`, 2 * hour);
      await staysFor(stage, 20 * minute);
      stage.caches.restart(stage.preferred);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'three-primary-and-preferred-dark',
    about: 'The primary and the preferred Region are dark together: people are asked in the third one, and approve.',
    play: async (stage) => {
      stage.network.blackout(stage.preferred);
      losePrimary(stage);
      await untilPaged(stage, `make ${third} the primary`, 2 * hour);
      await stage.people.approve(third, 'ann');
      await untilPublished(stage, third);
    },
    expect: { promotions: 1, primary: third },
  },
  {
    name: 'three-preferred-returns-before-the-answer',
    about:
      'While people are asked in the third Region the preferred one returns: the answer for the third allows nothing any more, the one for the preferred does.',
    play: async (stage) => {
      stage.network.blackout(stage.preferred);
      losePrimary(stage);
      await untilPaged(stage, `make ${third} the primary`, 2 * hour);
      stage.network.heal(stage.preferred);
      await stage.advance(5 * minute);
      await attempt(() => stage.people.approve(third, 'ann'));
      await staysFor(stage, 2 * minute);
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'three-third-region-dark',
    about: 'The third Region is dark when the primary is lost: the preferred one does not need it.',
    play: async (stage) => {
      stage.network.blackout(third);
      await loseAndBeReplaced(stage);
      stage.network.heal(third);
      await stage.advance(2 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'three-only-the-link-to-the-preferred-cut',
    about:
      'Only the link between the primary and the preferred Region is cut, the third hears both: nothing is promoted.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'three-primary-cut-from-the-members',
    about: 'The primary is cut from both others and the witness hears it: nothing is promoted.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      stage.network.cut(stage.primary, third);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['TooFewConfirmations'] },
  },
  {
    name: 'three-secondaries-cut-from-each-other',
    about:
      'The two secondaries do not hear each other when the primary is lost: only the preferred one acts by itself.',
    play: async (stage) => {
      stage.network.cut(stage.preferred, third);
      await loseAndBeReplaced(stage);
      await stage.advance(5 * minute);
      stage.network.mend(stage.preferred, third);
      await stage.advance(5 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'three-second-loss-within-the-cooldown',
    about:
      'The new primary is lost ten minutes after the first one: the cooldown holds the third Region, and people decide.',
    play: async (stage) => {
      await loseAndBeReplaced(stage);
      await stage.advance(9 * minute);
      stage.network.blackout(stage.preferred);
      await staysFor(stage, 10 * minute);
      stage.network.heal(stage.preferred);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'three-two-people-start-in-two-regions',
    about:
      'Two people start a run in each secondary at the same time: at most one run of each calls, reality is published everywhere.',
    play: async (stage) => {
      losePrimary(stage);
      await stage.advance(minute / 2);
      await stage.people.start(stage.preferred, { requestedBy: 'ann' });
      await stage.people.start(third, { requestedBy: 'bob', override: ['NotPreferred'] });
      await stage.advance(12 * minute);
    },
  },
  {
    name: 'three-all-islands',
    about: 'Every link between the Regions is cut: nobody knows enough, nothing is promoted.',
    play: async (stage) => {
      const lift = stage.network.inShape('islands');
      await staysFor(stage, 15 * minute);
      lift();
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'three-cooldown-over-second-loss',
    about: 'The new primary is lost after a cooldown of ten minutes: the next one takes over, or people are asked.',
    policy: { cooldown: 600 },
    play: async (stage) => {
      await loseAndBeReplaced(stage);
      stage.network.heal(stage.primary);
      await stage.advance(12 * minute);
      stage.network.blackout(stage.preferred);
      await untilPublished(stage, third);
    },
    expect: { promotions: 2, primary: third },
  },
];

/** Three member Regions. */
export const threeRegions: readonly Scenario[] = scenarios.map((scenario) => ({ ...scenario, shape: 'three' }));
