import type { Scenario, Stage } from '../stage/stage.ts';
import { losePrimary, minute, second, staysFor, untilPaged, untilPublished } from './moves.ts';

const primaryDown = 'failover-sessions-primary-down';
const children = ['failover-sessions-data-arriving', 'failover-sessions-primary-reachable'];

const forceAll = async (stage: Stage): Promise<void> => {
  for (const name of [...children, primaryDown]) await stage.alarms.force(stage.preferred, name, 'ALARM');
};

/** Alarms that are not what they seem. */
export const falseAlarms: readonly Scenario[] = [
  {
    name: 'forced-composite-then-real-loss',
    about: 'The composite alarm is forced over healthy data, which promotes nothing; the real loss after it does.',
    play: async (stage) => {
      await stage.alarms.force(stage.preferred, primaryDown, 'ALARM');
      await staysFor(stage, 3 * minute);
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'forced-alarms-over-healthy-data',
    about:
      'The composite and both its children are forced into ALARM again and again: the data behind them is read, and nothing is promoted.',
    play: async (stage) => {
      for (let times = 0; times < 10; times += 1) {
        await forceAll(stage);
        await staysFor(stage, 15 * second);
      }
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'forced-ok-during-real-loss',
    about:
      'Somebody forces all alarms to OK while the primary Region is dark: Reconcile looks for itself, and promotes.',
    play: async (stage) => {
      losePrimary(stage);
      for (const name of [...children, primaryDown]) await stage.alarms.force(stage.preferred, name, 'OK');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'heartbeat-writer-dead',
    about:
      'The heartbeat writer of the primary Region stops while clients are fine: data still arrives, nothing is promoted.',
    play: async (stage) => {
      stage.functions.setSchedule(stage.primary, 'Probe', false);
      await staysFor(stage, 15 * minute);
      stage.functions.setSchedule(stage.primary, 'Probe', true);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['failover-sessions-probe-ran'] },
  },
  {
    name: 'heartbeat-writer-dead-then-real-loss',
    about:
      'The heartbeat writer has been dead for ten minutes when its Region is lost: what was lost is not known, so nothing is promoted without people.',
    play: async (stage) => {
      stage.functions.setSchedule(stage.primary, 'Probe', false);
      await staysFor(stage, 10 * minute);
      losePrimary(stage);
      await stage.advance(10 * minute);
      stage.functions.setSchedule(stage.primary, 'Probe', true);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'client-alarm-alone',
    about: "Only the application's own alarm rings, over a healthy primary: nothing is promoted.",
    play: async (stage) => {
      stage.alarms.clientsComplain(true);
      await staysFor(stage, 10 * minute);
      stage.alarms.clientsComplain(false);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'clients-fail-and-link-cut',
    about:
      'Clients fail and the link between the Regions is cut: two confirmations, one from outside, so it is promoted.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      stage.alarms.clientsComplain(true);
      await untilPublished(stage);
      stage.alarms.clientsComplain(false);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'alarm-flapping-at-its-own-period',
    about: 'The primary Region comes and goes every ten seconds, the period of the alarms: nothing is promoted.',
    play: async (stage) => {
      for (let times = 0; times < 30; times += 1) {
        losePrimary(stage);
        await staysFor(stage, 10 * second);
        stage.network.heal(stage.primary);
        await staysFor(stage, 10 * second);
      }
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'alarm-flapping-then-real-loss',
    about: 'After ten minutes of flapping the primary Region stays dark: it is promoted once.',
    play: async (stage) => {
      for (let times = 0; times < 30; times += 1) {
        losePrimary(stage);
        await staysFor(stage, 10 * second);
        stage.network.heal(stage.primary);
        await staysFor(stage, 10 * second);
      }
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'alarm-forced-back-and-forth',
    about: 'Somebody forces the composite alarm to and fro every ten seconds for ten minutes: nothing is promoted.',
    play: async (stage) => {
      for (let times = 0; times < 60; times += 1) {
        await stage.alarms.force(stage.preferred, primaryDown, times % 2 === 0 ? 'ALARM' : 'OK');
        await staysFor(stage, 10 * second);
      }
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'probe-of-the-heir-dead-during-loss',
    about:
      'Nobody probes in the Region that should take over when the primary is lost: people are paged, and once it looks again what may be lost is above the limit, so people are asked.',
    play: async (stage) => {
      stage.functions.setSchedule(stage.preferred, 'Probe', false);
      await stage.advance(2 * minute);
      losePrimary(stage);
      await staysFor(stage, 10 * minute);
      stage.functions.setSchedule(stage.preferred, 'Probe', true);
      await untilPaged(stage, 'You would waive LossAboveLimit');
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['failover-sessions-probe-ran'] },
  },
];
