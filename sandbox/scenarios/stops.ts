import type { Scenario, Stage } from '../stage/stage.ts';
import {
  afterStep,
  attempt,
  automaticSteps,
  hour,
  kebab,
  losePrimary,
  minute,
  quietly,
  runningIn,
  untilPublished,
} from './moves.ts';

/** Stops the run after a step. Answers its ARN once it is stopped. */
const stopAfter = async (stage: Stage, step: string): Promise<string> => {
  let stopped: string | undefined;
  afterStep(stage, { step }, async ({ detail }) => {
    const run = stage.see.executions(stage.preferred).find(({ name }) => name === detail?.execution);
    if (!run) throw new Error(`no run called ${detail?.execution}`);
    await attempt(() => stage.people.stop(run.arn));
    stopped = run.arn;
  });
  losePrimary(stage);
  await stage.until(`the run is stopped after ${step}`, () => stopped !== undefined, { within: 20 * minute });
  return stopped ?? '';
};

const stoppedAfter: readonly Scenario[] = automaticSteps.map((step) => ({
  name: `stopped-by-a-human-after-${kebab(step)}`,
  about: `A person stops the run as soon as ${step} has ended: the level trigger finds the loss, and it ends in one promotion that is published.`,
  play: async (stage) => {
    await stopAfter(stage, step);
    await untilPublished(stage);
  },
  expect: { promotions: 1, primary: 'us-west-2' },
}));

const redriven = (step: string, wait: { readonly word: string; readonly ms: number }): Scenario => ({
  name: `redriven-${wait.word}-after-${kebab(step)}`,
  about: `A run that was stopped after ${step} is redriven ${wait.word.replaceAll('-', ' ')} later: it goes on with nothing of before, and calls nothing.`,
  play: async (stage) => {
    const arn = await stopAfter(stage, step);
    await stage.advance(wait.ms);
    await attempt(() => stage.people.redrive(arn));
    await untilPublished(stage);
    await stage.advance(5 * minute);
  },
  expect: { promotions: 1, primary: 'us-west-2' },
});

/** Runs that people stop, and start again where they ended. */
export const stops: readonly Scenario[] = [
  ...stoppedAfter,
  redriven('OpenIncident', { word: '1-s', ms: 1_000 }),
  redriven('AssessHealth', { word: '1-min', ms: minute }),
  redriven('AssessHealth', { word: '1-h', ms: hour }),
  redriven('PromoteRegion', { word: '1-min', ms: minute }),
  redriven('PromoteRegion', { word: '1-h', ms: hour }),
  redriven('PublishParameters', { word: '1-min', ms: minute }),
  redriven('VerifyCutover', { word: '1-h', ms: hour }),
  {
    name: 'redriven-a-day-later',
    about:
      'A run that was stopped before its promotion is redriven a day after its outage, in calm: it promotes nothing.',
    play: async (stage) => {
      const arn = await stopAfter(stage, 'AssessHealth');
      stage.network.heal(stage.primary);
      await stage.advance(5 * minute);
      await quietly(stage, 24 * hour);
      await attempt(() => stage.people.redrive(arn));
      await stage.advance(5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'stopped-again-and-again',
    about: 'People stop every run as soon as it begins, for ten minutes: nothing is lost by that but time.',
    play: async (stage) => {
      losePrimary(stage);
      for (let times = 0; times < 60; times += 1) {
        await attempt(async () => stage.people.stop(runningIn(stage)));
        await stage.advance(10_000);
      }
      await untilPublished(stage);
    },
    expect: { primary: 'us-west-2' },
  },
  {
    name: 'stopped-while-people-are-asked',
    about:
      'A person stops the run that asks for approval, and another one answers the void request: a new run asks anew.',
    policy: { automation: 'approve' },
    play: async (stage) => {
      losePrimary(stage);
      await stage.until(
        'people are asked',
        () => stage.see.pages().some(({ detail }) => String(detail?.subject).startsWith('APPROVE?')),
        { within: 10 * minute },
      );
      await stage.people.stop(runningIn(stage));
      await attempt(() => stage.people.approve(stage.preferred, 'ann'));
      const before = stage.see.pages().length;
      await stage.until(
        'people are asked anew',
        () =>
          stage.see
            .pages()
            .slice(before)
            .some(({ detail }) => String(detail?.subject).startsWith('APPROVE?')),
        { within: hour },
      );
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
];
