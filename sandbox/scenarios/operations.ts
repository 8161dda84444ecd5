import type { Scenario } from '../stage/stage.ts';
import { losePrimary, minute, staysFor, untilPublished } from './moves.ts';

const heir = 'us-west-2';

/** Single operations, schedules and permissions of the Region that takes over, taken away. */
export const operations: readonly Scenario[] = [
  {
    name: 'step-functions-down-in-a-loss',
    about:
      'Step Functions of the heir starts nothing for eight minutes of a loss: no run, people are told, and one starts once it can.',
    play: async (stage) => {
      const heal = stage.faults.add(
        { service: 'states', operation: 'StartExecution', region: heir },
        { kind: '500-before' },
      );
      losePrimary(stage);
      await staysFor(stage, 8 * minute);
      heal();
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: heir },
  },
  {
    name: 'parameter-cannot-be-written',
    about:
      'The heir is promoted and its parameter cannot be written for ten minutes: people are told, and Reconcile publishes then.',
    play: async (stage) => {
      const heal = stage.faults.add(
        { service: 'ssm', operation: 'PutParameter', region: heir, callers: 'functions' },
        { kind: 'deny' },
      );
      losePrimary(stage);
      await stage.advance(15 * minute);
      heal();
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: heir, pages: ['PublicationFailed'] },
  },
  {
    name: 'schedules-paused-in-a-loss',
    about:
      'Neither Probe nor Reconcile of the heir is scheduled when the primary Region is lost: people are paged and nothing is promoted, until they are back and people agree to what may be lost.',
    play: async (stage) => {
      for (const name of ['Probe', 'Reconcile']) stage.functions.setSchedule(heir, name, false);
      await stage.advance(2 * minute);
      losePrimary(stage);
      await staysFor(stage, 10 * minute);
      for (const name of ['Probe', 'Reconcile']) stage.functions.setSchedule(heir, name, true);
      await stage.advance(5 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['failover-sessions-probe-ran'] },
  },
  {
    name: 'schedules-paused-in-calm',
    about: 'All schedules of both Regions are paused for an hour in calm: what is published stays, people are paged.',
    play: async (stage) => {
      for (const region of stage.regions)
        for (const name of ['Probe', 'Reconcile']) stage.functions.setSchedule(region, name, false);
      await staysFor(stage, 60 * minute);
      for (const region of stage.regions)
        for (const name of ['Probe', 'Reconcile']) stage.functions.setSchedule(region, name, true);
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['failover-sessions-probe-ran'] },
  },
  {
    name: 'permission-to-promote-withdrawn',
    about: 'Somebody withdrew the permission to promote: people are told, and it is promoted once it is given back.',
    play: async (stage) => {
      const give = stage.withdraw({ region: heir, function: 'PromoteRegion' }, ({ actions }) =>
        JSON.stringify(actions).includes('FailoverGlobalReplicationGroup'),
      );
      losePrimary(stage);
      await staysFor(stage, 8 * minute);
      give();
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: heir, pages: ['HELP'] },
  },
];
