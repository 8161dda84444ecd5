import type { Scenario, Stage } from '../stage/stage.ts';
import {
  afterStep,
  automaticSteps,
  hour,
  kebab,
  losePrimary,
  minute,
  second,
  staysFor,
  untilPaged,
  untilPublished,
} from './moves.ts';

/** Before the call nothing is promoted while it is off. After it nothing more is changed while it is off; on again, all is finished. */
const offAfter: readonly Scenario[] = automaticSteps.map((step, index) => ({
  name: `switch-off-after-${kebab(step)}`,
  about: `The switch is turned off as soon as ${step} has ended, and on again five minutes later: ${index < 2 ? 'nothing is promoted meanwhile' : 'the promotion is called once'}, and all is finished then.`,
  play: async (stage) => {
    let isOff = false;
    afterStep(stage, { step }, async () => {
      await stage.people.turnSwitch(stage.preferred, 'off');
      isOff = true;
    });
    losePrimary(stage);
    // Else the record could not be changed while the switch is off, whatever the switch says.
    stage.network.route53('up');
    await stage.until(`${step} has ended`, () => isOff, { within: hour });
    if (index < 2) await staysFor(stage, 5 * minute);
    else await stage.advance(5 * minute);
    await stage.people.turnSwitch(stage.preferred, undefined);
    await untilPublished(stage);
  },
  expect: { promotions: 1, primary: 'us-west-2' },
}));

const whileSwitch = async (stage: Stage, value: string): Promise<void> => {
  await stage.people.turnSwitch(stage.preferred, value);
  losePrimary(stage);
  await staysFor(stage, 25 * minute);
};

/** The runtime switch. */
export const switches: readonly Scenario[] = [
  {
    name: 'switch-off-during-a-loss',
    about:
      'The switch is off when the primary Region is lost: nothing is promoted, people are told, and on again it acts.',
    play: async (stage) => {
      await whileSwitch(stage, 'off');
      await stage.people.turnSwitch(stage.preferred, undefined);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'switch-at-observe-during-a-loss',
    about: 'The switch is at `observe` when the primary Region is lost: it decides, reports, and changes nothing.',
    play: (stage) => whileSwitch(stage, 'observe'),
    expect: { promotions: 0, primary: 'us-east-1', pages: ['AutomationOff'] },
  },
  {
    name: 'switch-at-approve-during-a-loss',
    about: 'The switch makes an automatic datastore ask first: people approve, and it is promoted.',
    play: async (stage) => {
      await stage.people.turnSwitch(stage.preferred, 'approve');
      losePrimary(stage);
      await untilPaged(stage, 'APPROVE?');
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'switch-cannot-widen-the-policy',
    about: 'The switch says `auto` where the policy asks first: the more careful of the two counts, people are asked.',
    policy: { automation: 'approve' },
    play: async (stage) => {
      await stage.people.turnSwitch(stage.preferred, 'auto');
      losePrimary(stage);
      await untilPaged(stage, 'APPROVE?');
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'switch-with-nonsense-during-a-loss',
    about: 'The switch holds nonsense when the primary Region is lost: that counts as off, nothing is promoted.',
    play: (stage) => whileSwitch(stage, '{"automation":'),
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'switch-unreadable-during-a-loss',
    about:
      'The switch cannot be read when the primary Region is lost: that counts as off, and it acts once it can be read.',
    play: async (stage) => {
      const heal = stage.faults.add(
        { service: 'ssm', region: stage.preferred, callers: 'functions' },
        { kind: 'deny' },
      );
      losePrimary(stage);
      await staysFor(stage, 10 * minute);
      heal();
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'switch-with-an-end',
    about: 'The switch is off until an instant: nothing is promoted before it, and the loss is acted upon after it.',
    play: async (stage) => {
      const until = new Date(stage.now() + 10 * minute).toISOString();
      const value = JSON.stringify({ automation: 'off', reason: 'maintenance', by: 'ann', until });
      await stage.people.turnSwitch(stage.preferred, value);
      losePrimary(stage);
      await staysFor(stage, 10 * minute - second);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'switch-off-in-the-lost-region-only',
    about: 'The switch of the primary Region is off when it is lost: the heir asks its own switch only.',
    play: async (stage) => {
      await stage.people.turnSwitch(stage.primary, 'off');
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2', converges: false },
  },
  {
    name: 'switch-turned-to-and-fro',
    about:
      'The switch is turned off and on every ten seconds while the primary Region is lost: it is promoted at most once.',
    play: async (stage) => {
      losePrimary(stage);
      for (let times = 0; times < 30; times += 1) {
        await stage.people.turnSwitch(stage.preferred, times % 2 === 0 ? 'off' : 'auto');
        await stage.advance(10 * second);
      }
      await stage.people.turnSwitch(stage.preferred, undefined);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  ...offAfter,
];
