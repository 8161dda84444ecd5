import type { Scenario } from '../stage/stage.ts';
import {
  afterStep,
  attempt,
  automaticSteps,
  hour,
  kebab,
  loseAndBeReplaced,
  losePrimary,
  minute,
  staysFor,
  untilPublished,
} from './moves.ts';

const third = 'eu-central-1';

/** Before our call, theirs is the only one. After it, ElastiCache takes theirs for the same, or refuses it. */
const hereDuring: readonly Scenario[] = automaticSteps.map((step, index) => ({
  name: `promoted-here-by-hand-after-${kebab(step)}`,
  about: `People promote the heir in the console as soon as ${step} has ended: ${index < 2 ? 'ours is not called, and theirs is published' : 'the two are one'}.`,
  play: async (stage) => {
    afterStep(stage, { step }, () => attempt(() => stage.people.promote(stage.preferred)));
    losePrimary(stage);
    await untilPublished(stage);
  },
  expect: { promotions: index < 2 ? 0 : 1, primary: 'us-west-2' },
}));

/** Before our call, theirs wins. After it, chance decides between the two that run, and a finished one stays or is replaced by theirs. */
const elsewhereDuring: readonly Scenario[] = automaticSteps.map((step, index) => ({
  name: `promoted-elsewhere-by-hand-after-${kebab(step)}`,
  about: `People promote the third Region as soon as ${step} of the heir has ended: ${index < 2 ? 'ours is not called' : 'ours is never called again'}, and all follow reality.`,
  shape: 'three',
  play: async (stage) => {
    let tried = false;
    afterStep(stage, { step }, async () => {
      await attempt(() => stage.people.promote(third));
      tried = true;
    });
    losePrimary(stage);
    await stage.until('people have promoted', () => tried, { within: hour });
    await stage.advance(12 * minute);
  },
  expect: index < 2 ? { promotions: 0, primary: third } : { promotions: 1 },
}));

/** People who promote in the console, past everything of ours. */
export const byHand: readonly Scenario[] = [
  {
    name: 'promoted-by-hand-here',
    about: 'People promote the secondary in the console while all is well: its Reconcile adopts and publishes it.',
    play: async (stage) => {
      await stage.people.promote(stage.preferred);
      await untilPublished(stage);
    },
    expect: { promotions: 0, primary: 'us-west-2' },
  },
  {
    name: 'promoted-by-hand-elsewhere',
    about: 'People promote the third Region in the console: it adopts itself, and the others copy its record.',
    shape: 'three',
    play: async (stage) => {
      await stage.people.promote(third);
      await untilPublished(stage, third);
    },
    expect: { promotions: 0, primary: third },
  },
  {
    name: 'promoted-by-hand-during-a-loss',
    about:
      'People are asked whether the heir may take over, and promote it in the console instead: Reconcile adopts it.',
    policy: { automation: 'approve' },
    play: async (stage) => {
      losePrimary(stage);
      await stage.advance(5 * minute);
      await stage.people.promote(stage.preferred);
      await stage.advance(10 * minute);
    },
    expect: { promotions: 0, primary: 'us-west-2' },
  },
  {
    name: 'promoted-by-hand-while-observing',
    about:
      'We only observe when the primary Region is lost and people promote by hand: nothing is published, and people are told so.',
    play: async (stage) => {
      for (const region of stage.regions) await stage.people.turnSwitch(region, 'observe');
      losePrimary(stage);
      await stage.advance(5 * minute);
      await stage.people.promote(stage.preferred);
      await stage.advance(10 * minute);
    },
    expect: { promotions: 0, primary: 'us-west-2', converges: false, pages: ['AutomationOff'] },
  },
  {
    name: 'promoted-by-hand-elsewhere-during-a-loss',
    about:
      'The primary Region is lost and people promote the third one before ours has decided: ours stops, and never promotes back.',
    shape: 'three',
    play: async (stage) => {
      losePrimary(stage);
      await stage.advance(20_000);
      await stage.people.promote(third);
      await stage.advance(15 * minute);
    },
    expect: { promotions: 0, primary: third },
  },
  {
    name: 'failback-by-hand',
    about:
      'The replaced Region is well again, and after ten minutes people promote it back in the console: all follow it.',
    play: async (stage) => {
      await loseAndBeReplaced(stage);
      stage.network.heal(stage.primary);
      await staysFor(stage, 10 * minute);
      await stage.people.promote(stage.primary);
      await untilPublished(stage, stage.primary);
    },
    expect: { promotions: 1, primary: 'us-east-1' },
  },
  {
    name: 'failback-is-never-automatic',
    about: 'The replaced Region is well again for an hour: nothing leads back to it.',
    play: async (stage) => {
      await loseAndBeReplaced(stage);
      stage.network.heal(stage.primary);
      await staysFor(stage, 65 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'promoted-to-and-fro-by-hand',
    about:
      'People promote the secondary, and the old primary again five minutes later: each is published, with a higher epoch.',
    play: async (stage) => {
      await stage.people.promote(stage.preferred);
      await untilPublished(stage);
      await stage.advance(3 * minute);
      await stage.people.promote(stage.primary);
      await untilPublished(stage, stage.primary);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'two-people-promote-two-regions',
    about: 'Two people promote two Regions within two seconds: ElastiCache lets one win, and all follow it.',
    shape: 'three',
    play: async (stage) => {
      await stage.people.promote(stage.preferred);
      await stage.advance(2_000);
      await attempt(() => stage.people.promote(third));
      await stage.advance(6 * minute);
    },
    expect: { promotions: 0 },
  },
  ...hereDuring,
  ...elsewhereDuring,
];
