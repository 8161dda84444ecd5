import type { Scenario, Stage } from '../stage/stage.ts';
import { hour, loseAndBeReplaced, minute, staysFor, untilPublished } from './moves.ts';

/** Replaced, and the old primary is back: the next loss is of the new one. */
const replaced = async (stage: Stage): Promise<void> => {
  await loseAndBeReplaced(stage);
  stage.network.heal(stage.primary);
  await staysFor(stage, 10 * minute);
};

const acknowledge = async (
  stage: Stage,
  region: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<void> => {
  const { epoch, promotedAt } = stage.see.published(stage.preferred) ?? {};
  const word = { epoch: epoch?.counter, region: epoch?.region, promotedAt, by: 'ann', ...more };
  await stage.people.putParameter(region, '/failover/sessions/acknowledged', JSON.stringify(word));
};

/** After a promotion, and what ends the quiet. */
export const cooldowns: readonly Scenario[] = [
  {
    name: 'cooldown-holds-a-second-loss',
    about: 'The new primary is lost ten minutes after the promotion: the cooldown holds it, and people are told.',
    play: async (stage) => {
      await replaced(stage);
      stage.network.blackout(stage.preferred);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['CoolingDown'] },
  },
  {
    name: 'cooldown-over-second-loss',
    about: 'The new primary is lost when the cooldown is over: it is replaced as well.',
    policy: { cooldown: 600 },
    play: async (stage) => {
      await replaced(stage);
      await staysFor(stage, 5 * minute);
      stage.network.blackout(stage.preferred);
      await untilPublished(stage, stage.primary);
    },
    expect: { promotions: 2, primary: 'us-east-1' },
  },
  {
    name: 'cooldown-ends-while-it-is-bad',
    about:
      'The new primary is lost within the cooldown and stays lost: once the cooldown is over it is acted upon, no trigger is lost.',
    policy: { cooldown: 1200 },
    play: async (stage) => {
      await replaced(stage);
      stage.network.blackout(stage.preferred);
      await untilPublished(stage, stage.primary);
    },
    expect: { promotions: 2, primary: 'us-east-1', pages: ['CoolingDown'] },
  },
  {
    name: 'cooldown-ended-by-acknowledgement',
    about: 'A person acknowledges the promotion, which ends its cooldown: the second loss is acted upon at once.',
    play: async (stage) => {
      await replaced(stage);
      await acknowledge(stage, stage.primary);
      stage.network.blackout(stage.preferred);
      await untilPublished(stage, stage.primary, 20 * minute);
    },
    expect: { promotions: 2, primary: 'us-east-1' },
  },
  {
    name: 'cooldown-acknowledged-while-it-holds',
    about: 'The cooldown holds the second loss until a person acknowledges the first promotion: then it is acted upon.',
    play: async (stage) => {
      await replaced(stage);
      stage.network.blackout(stage.preferred);
      await staysFor(stage, 10 * minute);
      const record = stage.see.published(stage.primary);
      const { counter, region } = record?.epoch ?? {};
      const word = { epoch: counter, region, promotedAt: record?.promotedAt, by: 'ann' };
      await stage.people.putParameter(stage.primary, '/failover/sessions/acknowledged', JSON.stringify(word));
      await untilPublished(stage, stage.primary);
    },
    expect: { promotions: 2, primary: 'us-east-1', pages: ['CoolingDown'] },
  },
  {
    name: 'cooldown-acknowledged-for-another-promotion',
    about: 'The acknowledgement names another promotion: it does not count, and the second loss is held.',
    play: async (stage) => {
      await replaced(stage);
      await acknowledge(stage, stage.primary, { epoch: 9 });
      stage.network.blackout(stage.preferred);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['CoolingDown'] },
  },
  {
    name: 'cooldown-acknowledged-with-nonsense',
    about: 'The acknowledgement is nonsense: it does not count, and the second loss is held.',
    play: async (stage) => {
      await replaced(stage);
      await stage.people.putParameter(stage.primary, '/failover/sessions/acknowledged', 'yes');
      stage.network.blackout(stage.preferred);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['CoolingDown'] },
  },
  {
    name: 'cooldown-does-not-bind-people',
    about: 'The cooldown holds the second loss, and a person starts a run by hand: it is promoted.',
    play: async (stage) => {
      await replaced(stage);
      stage.network.blackout(stage.preferred);
      await staysFor(stage, 5 * minute);
      await stage.people.start(stage.primary, { requestedBy: 'ann' });
      await untilPublished(stage, stage.primary);
    },
    expect: { promotions: 2, primary: 'us-east-1' },
  },
  {
    name: 'hold-then-bad-for-an-hour',
    about:
      'The switch holds a loss that stays bad for more than an hour: people are told again, and it is acted upon once it may be.',
    play: async (stage) => {
      await stage.people.turnSwitch(stage.preferred, 'observe');
      stage.network.blackout(stage.primary);
      await staysFor(stage, hour + 10 * minute);
      await stage.people.turnSwitch(stage.preferred, undefined);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['AutomationOff'] },
  },
];
