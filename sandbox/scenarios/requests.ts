import type { Scenario } from '../stage/stage.ts';
import { losePrimary, minute, staysFor, untilPaged, untilPublished } from './moves.ts';

/** Runs that people start. */
export const requests: readonly Scenario[] = [
  {
    name: 'dry-run-in-calm',
    about: 'A person asks for a dry run in calm: it says what would be done, and changes nothing.',
    play: async (stage) => {
      await stage.people.start(stage.preferred, { mode: 'dry-run' });
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'dry-run-during-an-outage',
    about: 'A person asks for a dry run while the primary Region is lost and automation observes: it changes nothing.',
    play: async (stage) => {
      await stage.people.turnSwitch(stage.preferred, 'observe');
      losePrimary(stage);
      await stage.advance(2 * minute);
      await stage.people.start(stage.preferred, { mode: 'dry-run' });
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'dry-run-beside-a-real-run',
    about: 'A person asks for a dry run while the automatic run is at work: it hinders nothing.',
    play: async (stage) => {
      losePrimary(stage);
      await stage.until('a run is under way', () => stage.see.incident(stage.preferred).claim !== undefined, {
        within: 10 * minute,
      });
      await stage.people.start(stage.preferred, { mode: 'dry-run' });
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'started-by-hand-in-calm',
    about:
      'A person starts a failover of a healthy datastore and names nothing to waive: it is held, with the JSON that would override it.',
    play: async (stage) => {
      await stage.people.start(stage.preferred, { requestedBy: 'ann' });
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['"override"', 'DataStillArriving'] },
  },
  {
    name: 'started-by-hand-in-the-primary',
    about:
      'A person starts a failover in the Region that is primary already: nothing is promoted, it is published anew.',
    play: async (stage) => {
      await stage.people.start(stage.primary, { requestedBy: 'ann' });
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'started-by-hand-in-a-loss',
    about: 'Automation is off, and a person starts the failover of a lost primary: it is promoted and published.',
    play: async (stage) => {
      await stage.people.turnSwitch(stage.preferred, 'off');
      losePrimary(stage);
      await stage.advance(2 * minute);
      await stage.people.start(stage.preferred, { requestedBy: 'ann' });
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'two-people-start-at-once-in-one-region',
    about: 'Two people start a failover of a lost primary in the same second: one promotion.',
    play: async (stage) => {
      losePrimary(stage);
      await stage.advance(minute / 2);
      await stage.people.start(stage.preferred, { requestedBy: 'ann' });
      await stage.people.start(stage.preferred, { requestedBy: 'bob' });
      await untilPublished(stage);
      await stage.advance(3 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'two-people-start-at-once-in-two-regions',
    about: 'Two people start a failover in both Regions of a healthy datastore: nothing is promoted.',
    play: async (stage) => {
      await stage.people.start(stage.primary, { requestedBy: 'ann' });
      await stage.people.start(stage.preferred, { requestedBy: 'bob' });
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'started-with-another-primary-expected',
    about: 'A person expects another primary than there is: the run holds, whatever else it waives.',
    play: async (stage) => {
      losePrimary(stage);
      await stage.people.turnSwitch(stage.preferred, 'observe');
      await stage.advance(2 * minute);
      await stage.people.start(stage.preferred, { requestedBy: 'ann', expectedPrimary: stage.preferred });
      await staysFor(stage, 5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['UnexpectedPrimary'] },
  },
  {
    name: 'started-for-an-unknown-datastore',
    about: 'A person mistypes the datastore: the run fails in its first state, and nothing is changed.',
    play: async (stage) => {
      await stage.people.start(stage.preferred, { datastore: 'sesions' });
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'started-with-an-unknown-field',
    about: 'A person sends a field that nobody knows: the run is refused, and nothing is changed.',
    play: async (stage) => {
      await stage.people.start(stage.preferred, { force: true });
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'started-with-an-override-by-nobody',
    about: 'An override that may lose data names nobody who wants it: the run is refused, and nothing is changed.',
    play: async (stage) => {
      await stage.people.start(stage.preferred, {
        override: ['DataStillArriving', 'TooFewConfirmations', 'NotPersistent'],
      });
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'started-in-the-name-of-an-alarm',
    about:
      "Somebody starts a run in the alarm's name over a healthy datastore: it is bound to the rules for automatic ones, and holds.",
    play: async (stage) => {
      await stage.people.start(stage.preferred, { requestedBy: 'alarm' });
      await untilPaged(stage, 'HELD', 10 * minute);
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
];
