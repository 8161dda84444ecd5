import type { Scenario, Stage } from '../stage/stage.ts';
import { losePrimary, minute, staysFor, untilPublished } from './moves.ts';

const endpoint = '/failover/sessions/endpoint';
const foreign = 'cache.example.org';

const untilPublishedAs = (stage: Stage, region: string, primary: string): Promise<void> =>
  stage.until(`${region} publishes ${primary}`, () => stage.see.published(region)?.primaryRegion === primary, {
    within: 10 * minute,
  });

/** Published parameters that others change. */
export const parameters: readonly Scenario[] = [
  {
    name: 'parameter-overwritten-with-nonsense',
    about: "The primary's own parameter is overwritten with nonsense: Reconcile publishes it again.",
    play: async (stage) => {
      await stage.people.putParameter(stage.primary, endpoint, 'nonsense');
      await untilPublished(stage, stage.primary, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'parameter-of-the-copy-overwritten-with-nonsense',
    about: "The secondary's parameter is overwritten with nonsense: it copies the primary's record again.",
    play: async (stage) => {
      await stage.people.putParameter(stage.preferred, endpoint, '{"epoch":');
      await untilPublishedAs(stage, stage.preferred, stage.primary);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'parameter-overwritten-with-an-older-epoch',
    about:
      'After a failover somebody writes the record of before into both Regions: the newer epoch is published again.',
    play: async (stage) => {
      const before = JSON.stringify(stage.see.published(stage.primary));
      losePrimary(stage);
      await untilPublished(stage);
      stage.network.heal(stage.primary);
      await stage.advance(3 * minute);
      await stage.people.putParameter(stage.primary, endpoint, before);
      await untilPublishedAs(stage, stage.primary, stage.preferred);
      await stage.people.putParameter(stage.preferred, endpoint, before);
      await untilPublishedAs(stage, stage.preferred, stage.preferred);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'parameter-deleted',
    about: 'Somebody deletes the parameter of the primary: Reconcile publishes it again.',
    play: async (stage) => {
      await stage.people.putParameter(stage.primary, endpoint, undefined);
      await untilPublished(stage, stage.primary, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'parameter-deleted-in-a-loss',
    about:
      "The heir's parameter is deleted when the primary Region is lost, so that its network has no opinion: the others confirm, it is published.",
    play: async (stage) => {
      await stage.people.putParameter(stage.preferred, endpoint, undefined);
      losePrimary(stage);
      await stage.advance(20 * minute);
    },
  },
  {
    name: 'parameter-forged-to-a-foreign-host',
    about:
      'Somebody forges the published record of the secondary with a higher epoch and a foreign host: it is copied nowhere.',
    play: async (stage) => {
      const record = stage.see.published(stage.preferred);
      const forged = { ...record, primary: foreign, epoch: { counter: 40, region: stage.primary } };
      await stage.people.putParameter(stage.preferred, endpoint, JSON.stringify(forged));
      await staysFor(stage, 10 * minute);
      if (stage.see.published(stage.primary)?.primary === foreign) throw new Error('a forged host was copied');
    },
    expect: { promotions: 0, primary: 'us-east-1', converges: false, pages: ['DIFFERENCE'] },
  },
];
