import type { Scenario, Stage } from '../stage/stage.ts';
import {
  afterStep,
  automaticSteps,
  hour,
  kebab,
  loseAndBeReplaced,
  losePrimary,
  minute,
  quietly,
  second,
  staysFor,
  untilPaged,
  untilPublished,
} from './moves.ts';

const back = (name: string, about: string, afterMs: number, wait: (stage: Stage) => Promise<void>): Scenario => ({
  name: `old-primary-back-after-${name}`,
  about: `The replaced primary Region comes back ${about} after the promotion, with its stale view: it follows, and changes nothing.`,
  play: async (stage) => {
    losePrimary(stage);
    await untilPublished(stage);
    await wait(stage);
    stage.network.heal(stage.primary);
    await stage.advance(Math.min(afterMs, 3 * minute));
  },
  expect: { promotions: 1, primary: 'us-west-2' },
});

/** Back before the call: the evidence is read again, and it is gone. Back after it: what is done is done. */
const backDuring: readonly Scenario[] = automaticSteps.map((step, index) => ({
  name: `primary-back-after-${kebab(step)}`,
  about: `The primary Region comes back as soon as ${step} has ended: ${index < 2 ? 'its evidence is gone, nothing is promoted' : 'what was called is finished, once'}.`,
  play: async (stage) => {
    afterStep(stage, { step }, () => stage.network.heal(stage.primary));
    losePrimary(stage);
    await stage.advance(8 * minute);
  },
  expect: index < 2 ? { promotions: 0, primary: 'us-east-1' } : { promotions: 1, primary: 'us-west-2' },
}));

/** Regions that go dark or freeze, and come back. */
export const lostRegions: readonly Scenario[] = [
  {
    name: 'primary-black-with-its-api',
    about:
      'The primary Region is black with its API: the heir promotes and publishes itself, and nothing waits for the dark one.',
    play: async (stage) => {
      await loseAndBeReplaced(stage);
      stage.network.heal(stage.primary);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'primary-black-for-good',
    about: 'The primary Region stays black for two hours after it was replaced: the heir goes on without it, in peace.',
    play: async (stage) => {
      await loseAndBeReplaced(stage);
      await stage.advance(2 * hour);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'api-black-data-fine',
    about: "The primary Region's APIs answer nobody while its data plane goes on: data arrives, nothing is promoted.",
    play: async (stage) => {
      const heal = stage.faults.add({ region: stage.primary, callers: 'functions' }, { kind: 'timeout-before' });
      await staysFor(stage, 10 * minute);
      heal();
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'elasticache-api-black-data-fine',
    about: "Only ElastiCache's API in the primary Region fails, for everybody: data arrives, nothing is promoted.",
    play: async (stage) => {
      const heal = stage.faults.add({ region: stage.primary, service: 'elasticache' }, { kind: '500-before' });
      await staysFor(stage, 10 * minute);
      heal();
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'primary-frozen',
    about:
      'The primary cache is frozen: TCP accepts and nothing answers. Own reach and the clients confirm it, so it is promoted.',
    play: async (stage) => {
      stage.caches.pause(stage.primary);
      await untilPublished(stage);
      stage.caches.resume(stage.primary);
      await stage.advance(minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'primary-frozen-shortly',
    about: 'The primary cache is frozen for fifteen seconds: nothing is promoted.',
    play: async (stage) => {
      stage.caches.pause(stage.primary);
      await staysFor(stage, 15 * second);
      stage.caches.resume(stage.primary);
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'primary-cache-killed',
    about:
      'Every node of the primary cache dies while its Region lives: own reach and the clients confirm it, so it is promoted.',
    play: async (stage) => {
      stage.caches.kill(stage.primary);
      await untilPublished(stage);
      stage.caches.restart(stage.primary);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  back('10-s', 'ten seconds', 10 * second, (stage) => stage.advance(10 * second)),
  back('10-min', 'ten minutes', 10 * minute, (stage) => stage.advance(10 * minute)),
  back('10-h', 'ten hours', 10 * hour, (stage) => quietly(stage, 10 * hour)),
  {
    name: 'both-members-black',
    about:
      'Both member Regions are black for ten minutes and come back together: nobody could act, nothing is promoted.',
    play: async (stage) => {
      for (const region of stage.regions) stage.network.blackout(region);
      await stage.advance(10 * minute);
      for (const region of stage.regions) stage.network.heal(region);
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'both-members-black-the-heir-returns',
    about:
      'Both member Regions go black and only the heir comes back: what was lost meanwhile is more than the limit, so people are asked.',
    play: async (stage) => {
      for (const region of stage.regions) stage.network.blackout(region);
      await stage.advance(10 * minute);
      stage.network.heal(stage.preferred);
      await untilPaged(stage, 'You would waive LossAboveLimit');
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'secondary-region-black',
    about:
      'The secondary Region is black for fifteen minutes: the primary serves, nothing is promoted, all agree after.',
    play: async (stage) => {
      stage.network.blackout(stage.preferred);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'heir-black-after-its-call',
    about:
      'The heir goes black right after it called for its promotion, and comes back: the promotion is finished and published.',
    play: async (stage) => {
      afterStep(stage, { step: 'PromoteRegion' }, () => stage.network.blackout(stage.preferred));
      losePrimary(stage);
      await stage.until('the heir is black', () => stage.see.incident(stage.preferred).intent?.kind === 'promote', {
        within: 10 * minute,
      });
      await stage.advance(10 * minute);
      stage.network.heal(stage.preferred);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  ...backDuring,
];
