import type { Scenario, Stage } from '../../stage/stage.ts';
import { loseAndBeReplaced, losePrimary, minute, second, staysFor, untilPublished } from '../moves.ts';
import { shape, shardOf, untilToldOfBlindness } from './parts.ts';

/** Where clients write: with cluster mode the one name that tells the shards. */
const leadsTo = ({ see }: Stage, region: string): boolean => {
  const { configuration, primary } = see.published(region) ?? {};
  return configuration !== undefined && primary === undefined && see.record() === configuration;
};

/** The primary loses all of its shards, or one of them. */
export const shardsOfThePrimary: readonly Scenario[] = [
  {
    name: 'shards-primary-lost',
    about:
      'The primary Region is lost with its three shards: promoted, every shard served, and all that is published is the configuration endpoint.',
    shape,
    play: async (stage) => {
      await loseAndBeReplaced(stage);
      stage.network.heal(stage.primary);
      await stage.until('the record leads there too', () => leadsTo(stage, stage.preferred), { within: 10 * minute });
    },
    expect: { promotions: 1, primary: 'us-west-2', movedWithin: 10 * minute },
  },
  {
    name: 'shards-one-down-in-the-primary',
    about:
      'One of three shards of the primary Region is down while the others serve: people are told within minutes, and nothing is promoted.',
    shape,
    play: async (stage) => {
      const shard = shardOf(stage, stage.primary, 0);
      stage.caches.nemesis.kill(shard);
      await untilToldOfBlindness(stage, stage.primary);
      await staysFor(stage, 10 * minute);
      stage.caches.nemesis.restart(shard);
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'shards-one-down-and-all-else-says-lost',
    about:
      'One of three shards of the primary Region is down, its API is dark, our path to its cache is cut and clients fail: data of the others arrives, nothing is promoted.',
    shape,
    play: async (stage) => {
      const { primary, preferred, witness, network, caches, alarms } = stage;
      caches.nemesis.kill(shardOf(stage, primary, 0));
      for (const from of [preferred, witness]) network.cut(primary, from, 'api');
      network.cut(primary, preferred, 'cache');
      alarms.clientsComplain(true);
      await staysFor(stage, 10 * minute);
      alarms.clientsComplain(false);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'shards-one-restarted-empty-then-all-lost',
    about:
      'One of three shards of the primary Region dies and is back empty, and minutes later the Region is lost: promoted, with all that was written since.',
    shape,
    play: async (stage) => {
      const shard = shardOf(stage, stage.primary, 1);
      stage.caches.nemesis.kill(shard);
      await staysFor(stage, 10 * second);
      stage.caches.nemesis.restart(shard);
      await staysFor(stage, 5 * minute);
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
];
