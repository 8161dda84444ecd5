import type { Scenario, Stage } from '../stage/stage.ts';
import { losePrimary, minute, untilPaged, untilPublished } from './moves.ts';

const policy = { separation: 'approve', promotion: 60 } as const;
const question = 'SEPARATE us-west-2';

const untilAsked = async (stage: Stage): Promise<void> => {
  stage.elasticache.behaviour.failoverWhilePrimaryDark = 'refused';
  losePrimary(stage);
  await untilPaged(stage, question);
};

/** A promotion that leads to no writes, and a Region that leaves its Global Datastore by people's word. */
export const lastResort: readonly Scenario[] = [
  {
    name: 'separated-then-old-region-back',
    about:
      'The promotion is refused, people approve the separation, it is published, and the old Region back changes nothing.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
      await stage.advance(5 * minute);
      stage.network.heal(stage.primary);
      await stage.advance(15 * minute);
      const led = stage.regions.filter((region) => stage.see.published(region)?.primaryRegion !== stage.preferred);
      if (led.length > 0) throw new Error(`${led.join(', ')} was led back to the old primary`);
    },
    expect: { promotions: 0, converges: false },
  },
  {
    name: 'separation-declined',
    about: 'People decline the separation: nothing is separated, and they are told what is left to do.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      await stage.people.refuse(stage.preferred, 'ann');
      await stage.advance(5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['HELP'] },
  },
  {
    name: 'separation-unanswered',
    about: 'Nobody answers the question about separation: nothing is separated, and people are asked for help.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      await stage.advance(20 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['HELP'] },
  },
  {
    name: 'separation-refused-by-elasticache',
    about: 'People approve the separation and ElastiCache refuses it: it is called once, and people are told.',
    policy,
    play: async (stage) => {
      stage.elasticache.behaviour.disassociateWhilePrimaryDark = 'refused';
      await untilAsked(stage);
      await stage.people.approve(stage.preferred, 'ann');
      await untilPaged(stage, 'HELP');
      await stage.advance(3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'separation-approved-while-switched-off',
    about: 'The switch is turned off before people approve the separation: nothing is separated, and they are told.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      await stage.people.turnSwitch(stage.preferred, 'off');
      await stage.advance(minute);
      await stage.people.approve(stage.preferred, 'ann');
      await untilPaged(stage, 'HELP');
      await stage.advance(3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'separation-approved-after-the-primary-is-back',
    about:
      'People approve the separation when the old primary is back: everything is read again, and nothing is separated.',
    policy,
    play: async (stage) => {
      await untilAsked(stage);
      stage.network.heal(stage.primary);
      await stage.advance(minute);
      await stage.people.approve(stage.preferred, 'ann');
      await stage.advance(5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'separation-never-asked-by-policy',
    about: 'The policy does not know the last resort: the refused promotion is told, and nobody is asked to separate.',
    play: async (stage) => {
      stage.elasticache.behaviour.failoverWhilePrimaryDark = 'refused';
      losePrimary(stage);
      await untilPaged(stage, 'PromotionRefused');
      await stage.advance(5 * minute);
      const asked = stage.see.pages().some(({ detail }) => String(detail?.subject).includes('SEPARATE'));
      if (asked) throw new Error('people were asked to separate against the policy');
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
];
