import type { Scenario, Stage } from '../../stage/stage.ts';
import { losePrimary, minute, second, staysFor, untilPaged, untilPublished } from '../moves.ts';
import { shape, shardOf, untilToldOfBlindness } from './parts.ts';

/** A heir that is not whole is no target, however well its other shards are. */
const unfit = (name: string, about: string, spoil: (stage: Stage) => void | Promise<void>): Scenario => ({
  name,
  about: `${about} when the primary Region is lost: it is no target, nothing is promoted, people are told, and who starts a run is told why it holds.`,
  shape,
  play: async (stage) => {
    await spoil(stage);
    losePrimary(stage);
    await untilToldOfBlindness(stage, stage.preferred);
    await stage.people.start(stage.preferred, { requestedBy: 'ann' });
    await staysFor(stage, 3 * minute);
  },
  expect: { promotions: 0, primary: 'us-east-1', pages: ['HELD', 'TargetUnfit'] },
});

/** The heir lacks one of its shards, or what is in it. */
export const shardsOfTheHeir: readonly Scenario[] = [
  unfit('shards-one-of-the-heir-down', 'One of three shards of the heir is down', (stage) =>
    stage.caches.nemesis.kill(shardOf(stage, stage.preferred, 2)),
  ),
  unfit(
    'shards-one-of-the-heir-empty',
    'One of three shards of the heir was restarted empty behind a cut link, so that its keys are missing',
    async (stage) => {
      const shard = shardOf(stage, stage.preferred, 1);
      stage.network.cut(stage.primary, stage.preferred, 'replication');
      stage.caches.nemesis.kill(shard);
      await stage.advance(5 * second);
      stage.caches.nemesis.restart(shard);
      await stage.advance(30 * second);
    },
  ),
  {
    name: 'shards-one-of-the-heir-refuses-writes',
    about:
      'One of three shards of the heir has no memory left for writes, which a copy does not show: it is promoted, and published only once every shard takes them.',
    shape,
    play: async (stage) => {
      const shard = shardOf(stage, stage.preferred, 2);
      stage.caches.nemesis.ail(shard, 'oom');
      losePrimary(stage);
      await untilPaged(stage, 'HELP');
      if (stage.see.published(stage.preferred)?.primaryRegion === stage.preferred)
        throw new Error('published before every shard took writes');
      stage.caches.nemesis.cure(shard, 'oom');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['PromotionTimedOut'] },
  },
];
