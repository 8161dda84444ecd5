import type { Scenario } from '../stage/stage.ts';
import { losePrimary, minute, second, staysFor, untilPublished } from './moves.ts';

/** Alarms on their way to us. */
export const deliveries: readonly Scenario[] = [
  {
    name: 'alarm-twice',
    about: 'Every event arrives twice: one promotion.',
    play: async (stage) => {
      stage.events.set({ duplicate: 1 });
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'alarm-twice-minutes-apart',
    about: 'Every event arrives twice, the copy some minutes later: one promotion.',
    play: async (stage) => {
      stage.events.set({ duplicate: 1, delayMs: 5 * minute });
      losePrimary(stage);
      await untilPublished(stage);
      await stage.advance(10 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'alarm-lost',
    about:
      'No event arrives at all, not even those of the schedules that are handed over so: what still runs looks for itself.',
    play: async (stage) => {
      stage.events.set({ lose: 0.7 });
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'alarm-action-lost',
    about: 'The alarm never reaches ReceiveAlarm: only the level trigger of Reconcile acts.',
    play: async (stage) => {
      stage.faults.add({ function: 'ReceiveAlarm' }, { kind: 'crash-before' });
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'alarm-late',
    about: 'Every event arrives ten minutes late: Reconcile has acted long before, and the late alarm changes nothing.',
    play: async (stage) => {
      stage.events.set({ delayMs: 10 * minute });
      losePrimary(stage);
      await untilPublished(stage);
      await stage.advance(15 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'alarm-late-and-the-primary-is-back',
    about: 'The alarm of a short outage arrives when the primary is well again: it is read back, and ignored.',
    play: async (stage) => {
      stage.events.set({ delayMs: 5 * minute });
      losePrimary(stage);
      await stage.advance(18 * second);
      stage.network.heal(stage.primary);
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'alarms-out-of-order',
    about: 'The events of two short outages and a real one arrive late, twice, in any order: one promotion.',
    play: async (stage) => {
      stage.events.set({ duplicate: 0.8, delayMs: 90 * second });
      for (let times = 0; times < 2; times += 1) {
        losePrimary(stage);
        await stage.advance(14 * second);
        stage.network.heal(stage.primary);
        await stage.advance(30 * second);
      }
      await stage.advance(3 * minute);
      losePrimary(stage);
      await untilPublished(stage);
      await stage.advance(5 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'alarm-replayed-hours-later',
    about: 'The alarm of the loss is delivered once more two hours after the failover: it is read back, and ignored.',
    play: async (stage) => {
      let alarm: unknown;
      const unfollow = stage.history.follow(({ kind, name, detail }) => {
        if (kind === 'page' && name === 'failover' && String(detail?.message).includes('primary-down'))
          alarm = detail?.message;
      });
      losePrimary(stage);
      await untilPublished(stage);
      unfollow();
      stage.network.heal(stage.primary);
      await stage.advance(2 * 60 * minute);
      await stage.functions.invoke(stage.preferred, 'ReceiveAlarm', JSON.parse(String(alarm)));
      await stage.functions.invoke(stage.primary, 'ReceiveAlarm', JSON.parse(String(alarm)));
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'events-delayed-over-health',
    about: 'Everything arrives late and twice for half an hour over a healthy datastore: nothing happens.',
    play: async (stage) => {
      stage.events.set({ duplicate: 1, delayMs: 3 * minute });
      await staysFor(stage, 20 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
];
