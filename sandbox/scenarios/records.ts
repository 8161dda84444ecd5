import type { Scenario, Stage } from '../stage/stage.ts';
import { afterStep, hour, losePrimary, minute, staysFor, untilPaged, untilPublished } from './moves.ts';

const foreign = 'cache.example.org';
/** As the endpoint of the secondary is named. */
const recordLeadsTo = (stage: Stage, region: string): boolean =>
  stage.see.record() === stage.see.published(region)?.primary;

/** DNS records that others change, and a control plane that is down. */
export const records: readonly Scenario[] = [
  {
    name: 'record-edited-by-a-human',
    about:
      'A human leads the record to a host that is no member: it is not ours to change, people are told, and it is theirs to correct.',
    play: async (stage) => {
      await stage.people.editRecord(foreign);
      await staysFor(stage, 10 * minute);
      if (stage.see.record() !== foreign) throw new Error('a foreign record was overwritten');
    },
    expect: { promotions: 0, primary: 'us-east-1', converges: false, pages: ['RecordConflict'] },
  },
  {
    name: 'record-edited-by-a-human-meanwhile',
    about:
      'A human edits the record between promotion and publication: the parameter moves, the record stays theirs, people are told.',
    play: async (stage) => {
      stage.network.route53('up');
      afterStep(stage, { step: 'PromoteRegion' }, () => stage.people.editRecord(foreign));
      losePrimary(stage);
      await untilPublished(stage);
      await stage.advance(5 * minute);
      if (stage.see.record() !== foreign) throw new Error('a foreign record was overwritten');
    },
    expect: { promotions: 1, primary: 'us-west-2', converges: false, pages: ['RecordConflict'] },
  },
  {
    name: 'record-edited-and-corrected',
    about: 'A human leads the record elsewhere and deletes it once paged: Reconcile creates it again.',
    play: async (stage) => {
      await stage.people.editRecord(foreign);
      await stage.advance(5 * minute);
      await stage.people.deleteRecord();
      await stage.until('the record is back', () => recordLeadsTo(stage, stage.primary), { within: 10 * minute });
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['RecordConflict'] },
  },
  {
    name: 'record-led-to-the-other-member-by-a-human',
    about:
      'A human leads the record to the secondary, which was never published: a doubt, so people are told where it should lead, and correct it.',
    play: async (stage) => {
      const before = stage.see.record() ?? '';
      await stage.people.editRecord('sessions-usw2.sbx001.ng.0001.usw2.cache.amazonaws.com');
      await untilPaged(stage, 'RecordConflict');
      await stage.people.editRecord(before);
      await stage.advance(3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['RecordConflict'] },
  },
  {
    name: 'record-deleted-by-a-human',
    about: 'A human deletes the record: Reconcile creates it again.',
    play: async (stage) => {
      await stage.people.deleteRecord();
      await stage.until('the record is back', () => recordLeadsTo(stage, stage.primary), { within: 10 * minute });
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'record-deleted-meanwhile',
    about:
      'A human deletes the record between promotion and publication: it is created again, leading to the new primary.',
    play: async (stage) => {
      stage.network.route53('up');
      afterStep(stage, { step: 'PromoteRegion' }, () => stage.people.deleteRecord());
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'epoch-record-deleted-by-a-human',
    about: 'A human deletes the epoch beside the record: Reconcile writes it again.',
    play: async (stage) => {
      await stage.people.deleteEpochRecord();
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'route53-down-in-a-loss',
    about:
      "Route 53's control plane is down with us-east-1: who reads the parameter moves, the incident is degraded, the record follows.",
    play: async (stage) => {
      losePrimary(stage);
      await untilPublished(stage);
      await stage.advance(minute);
      stage.network.heal(stage.primary);
      await stage.until('the record follows', () => recordLeadsTo(stage, stage.preferred), { within: 10 * minute });
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['DNS record was not changed'] },
  },
  {
    name: 'route53-up-in-a-loss',
    about: "Route 53's control plane is up although us-east-1 is dark: the record moves with the parameter.",
    play: async (stage) => {
      stage.network.route53('up');
      losePrimary(stage);
      await untilPublished(stage);
      await stage.until('the record follows', () => recordLeadsTo(stage, stage.preferred), { within: 5 * minute });
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'route53-down-for-an-hour',
    about:
      "Route 53's control plane stays down for an hour after the Region is back: people hear of it, and the record follows in the end.",
    play: async (stage) => {
      stage.network.route53('down');
      losePrimary(stage);
      await untilPublished(stage);
      stage.network.heal(stage.primary);
      await stage.advance(hour);
      stage.network.route53('up');
      await stage.until('the record follows', () => recordLeadsTo(stage, stage.preferred), { within: 10 * minute });
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['RecordNotChanged'] },
  },
  {
    name: 'route53-down-in-calm',
    about: "Route 53's control plane is down for half an hour while all is well: nothing needs it.",
    play: async (stage) => {
      stage.network.route53('down');
      await staysFor(stage, 30 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
];
