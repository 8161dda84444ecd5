import type { Scenario } from '../stage/stage.ts';
import { losePrimary, minute, staysFor, untilPaged, untilPublished } from './moves.ts';

/** Confirmations that are missing, late or denied when they are needed. */
export const witnesses: readonly Scenario[] = [
  {
    name: 'witness-missing-in-a-loss',
    about: 'The witness does not answer while the primary Region is dark: own reach and the clients confirm it.',
    play: async (stage) => {
      stage.faults.add({ service: 'lambda', operation: 'Invoke', region: stage.witness }, { kind: '500-before' });
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'witness-late-in-a-loss',
    about:
      'The witness takes ten seconds to answer, which is late, and late is unknown: own reach and the clients confirm it.',
    play: async (stage) => {
      stage.faults.add({ service: 'lambda', operation: 'Invoke', region: stage.witness }, { kind: 'slow', ms: 10_000 });
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'client-alarm-missing-in-a-loss',
    about: 'The client alarm cannot be read while the primary Region is dark: own reach and the witness confirm it.',
    play: async (stage) => {
      stage.faults.add({ service: 'monitoring', region: stage.witness }, { kind: 'deny' });
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'client-alarm-late-in-a-loss',
    about:
      'The client alarm is read ten seconds late while the primary Region is dark: own reach and the witness confirm it.',
    play: async (stage) => {
      stage.faults.add({ service: 'monitoring', region: stage.witness }, { kind: 'slow', ms: 10_000 });
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'witness-region-black-in-a-loss',
    about:
      'The witness Region, which keeps the client alarm too, is black as well: nothing is promoted and people are told, until it is back.',
    play: async (stage) => {
      stage.network.blackout(stage.witness);
      losePrimary(stage);
      await staysFor(stage, 10 * minute);
      stage.network.heal(stage.witness);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['TooFewConfirmations'] },
  },
  {
    name: 'witness-region-black-people-decide',
    about: 'The witness Region is black as well, and a person waives the missing confirmation by name: it is promoted.',
    play: async (stage) => {
      stage.network.blackout(stage.witness);
      losePrimary(stage);
      await untilPaged(stage, 'TooFewConfirmations');
      await stage.people.start(stage.preferred, { override: ['TooFewConfirmations'], requestedBy: 'ann' });
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'witness-blind',
    about: 'The witness Region is black for a quarter of an hour over a healthy primary: nothing happens.',
    play: async (stage) => {
      stage.network.blackout(stage.witness);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'witness-lies-about-nothing',
    about: 'The witness is cut from the primary Region and sees it dark, and the heir reaches it: nothing is promoted.',
    play: async (stage) => {
      stage.network.cut(stage.witness, stage.primary);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'heir-network-never-had-a-path',
    about:
      'The heir never reaches the primary cache, and its own cache fails too: its network has no opinion, the others confirm a loss.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred, 'cache');
      await staysFor(stage, 10 * minute);
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'stale-answers-in-a-loss',
    about: "Half of ElastiCache's answers are half a minute old while the primary Region is dark: it is promoted once.",
    play: async (stage) => {
      stage.faults.add({ service: 'elasticache', chance: 0.5, callers: 'functions' }, { kind: 'stale', ms: 30_000 });
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'stale-answers-over-health',
    about: 'Half of all reads answer with the state of a minute ago, over a healthy datastore: nothing is promoted.',
    play: async (stage) => {
      stage.faults.add({ chance: 0.5, callers: 'functions' }, { kind: 'stale', ms: minute });
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
];
