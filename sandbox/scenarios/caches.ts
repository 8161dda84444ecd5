import type { Ailment } from '../simulation/redis/model-redis.ts';
import type { Scenario, Stage } from '../stage/stage.ts';
import { losePrimary, minute, second, staysFor, untilPaged, untilPublished } from './moves.ts';

/** Whoever answers with an error is alive. */
const errors: readonly { readonly ailment: Ailment; readonly about: string }[] = [
  { ailment: 'loading', about: 'is loading its data' },
  { ailment: 'busy', about: 'is busy with a script' },
  { ailment: 'oom', about: 'has no memory left for writes' },
  { ailment: 'misconf', about: 'cannot write its snapshot and refuses writes' },
  { ailment: 'no-permission', about: 'denies what we ask' },
  { ailment: 'max-clients', about: 'takes no more clients' },
  { ailment: 'readonly', about: 'refuses writes as a replica would' },
  { ailment: 'garbled-info', about: 'answers INFO with garbage' },
];

const ailing: readonly Scenario[] = errors.map(({ ailment, about }) => ({
  name: `primary-cache-${ailment}`,
  about: `The primary cache ${about} for ten minutes: whoever answers is alive, nothing is promoted.`,
  play: async (stage) => {
    const cluster = { ...stage.caches.clusterIn(stage.primary), nodes: 'all' as const };
    stage.caches.nemesis.ail(cluster, ailment);
    await staysFor(stage, 10 * minute);
    stage.caches.nemesis.cure(cluster, ailment);
  },
  expect: { promotions: 0, primary: 'us-east-1' },
}));

/** An empty or broken heir is no target. */
const unfit = (name: string, about: string, spoil: (stage: Stage) => void | Promise<void>): Scenario => ({
  name,
  about: `${about} when the primary Region is lost: it is no target, nothing is promoted, and people are told.`,
  play: async (stage) => {
    await spoil(stage);
    losePrimary(stage);
    await staysFor(stage, 10 * minute);
  },
  expect: { promotions: 0, primary: 'us-east-1' },
});

/** Caches in trouble while their Regions are well. */
export const caches: readonly Scenario[] = [
  ...ailing,
  {
    name: 'primary-cache-asks-for-a-password',
    about:
      'The password of the primary cache is changed under us and its clients: an answer is an answer, nothing is promoted.',
    play: async (stage) => {
      stage.caches.nemesis.changePassword(stage.caches.clusterIn(stage.primary), 'other');
      await staysFor(stage, 10 * minute);
      stage.caches.nemesis.changePassword(stage.caches.clusterIn(stage.primary), undefined);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'primary-cache-slow',
    about: 'Every command of the primary cache takes three seconds: data arrives all the same, nothing is promoted.',
    play: async (stage) => {
      const cluster = { ...stage.caches.clusterIn(stage.primary), nodes: 'all' as const };
      stage.caches.nemesis.slow(cluster, 3 * second);
      await staysFor(stage, 10 * minute);
      stage.caches.nemesis.slow(cluster, 0);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'failover-within-the-region',
    about: 'ElastiCache fails the primary cluster over within its Region: it recovers by itself, nothing is promoted.',
    play: async (stage) => {
      stage.elasticache.behaviour.shownStatus = 'modifying';
      stage.caches.nemesis.kill({ ...stage.caches.clusterIn(stage.primary), nodes: 'primary' });
      await staysFor(stage, 12 * second);
      stage.caches.nemesis.failoverWithin(stage.caches.clusterIn(stage.primary));
      await staysFor(stage, 2 * minute);
      stage.caches.restart(stage.primary);
      stage.elasticache.behaviour.shownStatus = undefined;
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'slow-failover-within-the-region',
    about:
      'The failover within the primary Region takes two minutes, less than the grace of a change in progress: it is waited for, nothing is promoted.',
    play: async (stage) => {
      stage.elasticache.behaviour.shownStatus = 'modifying';
      stage.caches.nemesis.kill({ ...stage.caches.clusterIn(stage.primary), nodes: 'primary' });
      await staysFor(stage, 2 * minute);
      stage.caches.nemesis.failoverWithin(stage.caches.clusterIn(stage.primary));
      await staysFor(stage, minute);
      stage.caches.restart(stage.primary);
      stage.elasticache.behaviour.shownStatus = undefined;
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'primary-cache-restarted-empty',
    about:
      'The primary cache dies and is back ten seconds later, empty: nothing is promoted, and nothing of ours brings the data back.',
    play: async (stage) => {
      stage.caches.kill(stage.primary);
      await staysFor(stage, 10 * second);
      stage.caches.restart(stage.primary);
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'replica-resync',
    about: "The heir's nodes copy everything anew, twice: nothing is promoted.",
    play: async (stage) => {
      for (let times = 0; times < 2; times += 1) {
        stage.caches.nemesis.fullResync({ ...stage.caches.clusterIn(stage.preferred), nodes: 'all' });
        await staysFor(stage, 3 * minute);
      }
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'replica-resync-then-loss',
    about:
      "The heir's nodes copied everything anew a minute before the primary Region is lost: the copy is whole, it is promoted.",
    play: async (stage) => {
      stage.caches.nemesis.fullResync({ ...stage.caches.clusterIn(stage.preferred), nodes: 'all' });
      await staysFor(stage, minute);
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'secondary-cache-down-in-calm',
    about: 'The secondary cache is down for ten minutes: the primary serves, nothing is promoted.',
    play: async (stage) => {
      stage.caches.kill(stage.preferred);
      await staysFor(stage, 10 * minute);
      stage.caches.restart(stage.preferred);
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  unfit(
    'target-empty',
    'The heir was restarted empty behind a cut link, so that its keys are missing',
    async (stage) => {
      stage.network.cut(stage.primary, stage.preferred, 'replication');
      stage.caches.kill(stage.preferred);
      await stage.advance(5 * second);
      stage.caches.restart(stage.preferred);
      await stage.advance(30 * second);
    },
  ),
  unfit('target-down', 'The nodes of the heir are down', (stage) => stage.caches.kill(stage.preferred)),
  unfit('target-frozen', 'The nodes of the heir are frozen', (stage) => stage.caches.pause(stage.preferred)),
  unfit(
    'target-shard-missing',
    "The heir's only shard lost its primary node, and no replica took its place",
    (stage) => {
      const cluster = stage.caches.clusterIn(stage.preferred);
      stage.caches.nemesis.kill({ ...cluster, shard: 0, nodes: 'primary' });
    },
  ),
  {
    name: 'target-out-of-memory',
    about:
      'The heir has no memory left for writes, which a copy does not show: it is promoted, published only once writes pass, and people are told.',
    play: async (stage) => {
      const cluster = { ...stage.caches.clusterIn(stage.preferred), nodes: 'all' as const };
      stage.caches.nemesis.ail(cluster, 'oom');
      losePrimary(stage);
      await untilPaged(stage, 'HELP');
      if (stage.see.published(stage.preferred)?.primaryRegion === stage.preferred)
        throw new Error('published before writes passed');
      stage.caches.nemesis.cure(cluster, 'oom');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['PromotionTimedOut'] },
  },
  unfit('target-loading', "The heir's cache is loading its data", (stage) =>
    stage.caches.nemesis.ail({ ...stage.caches.clusterIn(stage.preferred), nodes: 'all' }, 'loading'),
  ),
];
