import { names } from '../../../functions/contract/names.ts';
import type { Scenario } from '../../stage/stage.ts';
import { held, MINUTE_MS, published, scenario, TIME_TO_ACT_MS } from './parts.ts';

/** What must not be decided. */
export const deciding: readonly Scenario[] = [
  scenario('link-cut', 'Only the paths between the two Regions are cut: nothing is promoted.', {
    play: async ({ network, primary, preferred, advance }) => {
      network.cut(primary, preferred);
      await advance(TIME_TO_ACT_MS);
    },
    expect: held,
  }),
  scenario('heir-alone', 'A secondary that hears neither the primary nor the witness promotes nothing.', {
    play: async ({ network, primary, preferred, witness, advance }) => {
      network.cut(primary, preferred);
      network.cut(witness, preferred);
      await advance(TIME_TO_ACT_MS);
    },
    expect: held,
  }),
  scenario('api-refuses', "The caches are cut, and the primary's API refuses everybody: who refuses is alive.", {
    play: async ({ network, faults, primary, preferred, advance }) => {
      for (const path of ['cache', 'replication'] as const) network.cut(primary, preferred, path);
      faults.add({ service: 'elasticache', region: primary, callers: 'functions' }, { kind: 'throttle' });
      await advance(TIME_TO_ACT_MS);
    },
    expect: held,
  }),
  scenario(
    'data-arrives',
    'All is dark but the replication, with a dead heartbeat: data arrives, nothing is promoted.',
    {
      play: async ({ network, functions, primary, preferred, witness, advance }) => {
        functions.setSchedule(primary, 'Probe', false);
        for (const from of [preferred, witness]) network.cut(primary, from, 'api');
        network.cut(primary, preferred, 'cache');
        await advance(TIME_TO_ACT_MS);
        functions.setSchedule(primary, 'Probe', true);
      },
      expect: held,
    },
  ),
  scenario(
    'replication-broke-first',
    'Replication broke long before the primary was lost: the loss is above the limit.',
    {
      policy: { approval: 60 },
      play: async ({ network, primary, preferred, advance }) => {
        network.cut(primary, preferred, 'replication');
        await advance(2 * MINUTE_MS);
        network.blackout(primary);
        await advance(TIME_TO_ACT_MS);
      },
      expect: held,
    },
  ),
  scenario(
    'link-cut-first',
    'The link was cut long before the primary Region was lost, and clients wrote on: the loss is above the limit.',
    {
      policy: { approval: 60 },
      play: async ({ network, primary, preferred, advance }) => {
        network.cut(primary, preferred);
        await advance(6.5 * MINUTE_MS);
        network.blackout(primary);
        await advance(TIME_TO_ACT_MS);
      },
      expect: held,
    },
  ),
  scenario('lost-twice', 'The new primary is lost within the cooldown: nothing goes back by itself.', {
    play: async (stage) => {
      const { network, primary, preferred, advance } = stage;
      network.blackout(primary);
      await published(stage, preferred, preferred);
      network.heal(primary);
      await published(stage, primary, preferred);
      await advance(MINUTE_MS);
      network.blackout(preferred);
      await advance(TIME_TO_ACT_MS);
    },
    expect: { promotions: 1 },
  }),
  scenario('heir-dark-too', 'The primary and the preferred secondary are dark: in the next Region people are asked.', {
    shape: 'three',
    policy: { approval: 60 },
    play: async ({ network, primary, preferred, advance }) => {
      network.blackout(primary);
      network.blackout(preferred);
      await advance(TIME_TO_ACT_MS);
    },
    expect: held,
  }),
  scenario('forced-alarm', 'Somebody sets the alarm that says "primary down", over healthy data.', {
    play: async ({ alarms, preferred, datastore, advance }) => {
      await alarms.force(preferred, names.primaryDownAlarm(datastore), 'ALARM');
      await advance(2 * MINUTE_MS);
    },
    expect: held,
  }),
];
