import type { Scenario } from '../stage/stage.ts';
import { forgetEverything } from './first-day.ts';
import { afterStep, loseAndBeReplaced, losePrimary, minute, staysFor, untilPaged, untilPublished } from './moves.ts';

/** Journals that are lost, behind, slow or gone. */
export const journals: readonly Scenario[] = [
  {
    name: 'first-deploy-with-nothing-published',
    about:
      'Nothing was ever published: the primary publishes itself, the other Region copies it, and the record is created.',
    play: async (stage) => {
      await forgetEverything(stage);
      await untilPublished(stage, stage.primary, 10 * minute);
      await staysFor(stage, 3 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'first-deploy-while-the-primary-is-black',
    about:
      'Nothing was ever published and the primary Region is black: nobody publishes or promotes by himself, people are told.',
    play: async (stage) => {
      await forgetEverything(stage);
      losePrimary(stage);
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'first-deploy-then-loss',
    about: 'The primary Region is lost three minutes after the very first publication: it is promoted.',
    play: async (stage) => {
      await forgetEverything(stage);
      await untilPublished(stage, stage.primary, 10 * minute);
      await staysFor(stage, 3 * minute);
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'journal-restored-from-a-backup',
    about:
      "The new primary's journal is restored from a backup of before the promotion: it is below what is published, so nothing acts by itself and people are told.",
    play: async (stage) => {
      const restore = stage.journals.save(stage.preferred);
      await loseAndBeReplaced(stage);
      stage.network.heal(stage.primary);
      await stage.advance(5 * minute);
      restore();
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2', pages: ['JournalBehind'] },
  },
  {
    name: 'journal-restored-then-loss',
    about:
      "The heir's journal is restored from before its last promotion when the primary is lost once more: it asks people, and does not act alone.",
    policy: { cooldown: 60 },
    play: async (stage) => {
      const restore = stage.journals.save(stage.preferred);
      await loseAndBeReplaced(stage);
      stage.network.heal(stage.primary);
      await stage.advance(5 * minute);
      await stage.people.promote(stage.primary);
      await untilPublished(stage, stage.primary);
      await stage.advance(3 * minute);
      restore();
      losePrimary(stage);
      await stage.advance(15 * minute);
    },
  },
  {
    name: 'journal-restored-people-confirm',
    about:
      'A person confirms what is published after a journal was restored: it is published anew, under an epoch that the journal knows.',
    play: async (stage) => {
      const restore = stage.journals.save(stage.preferred);
      await loseAndBeReplaced(stage);
      stage.network.heal(stage.primary);
      await stage.advance(5 * minute);
      restore();
      await untilPaged(stage, 'JournalBehind', 10 * minute);
      await stage.people.start(stage.preferred, { override: ['JournalBehind'], requestedBy: 'ann' });
      await stage.advance(5 * minute);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'journal-item-deleted-in-calm',
    about:
      'Somebody deletes the incident of the secondary while all is well: nothing is promoted, published values stay.',
    play: async (stage) => {
      stage.journals.forget(stage.preferred, 'incident');
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'journal-item-of-the-primary-deleted',
    about:
      "Somebody deletes the primary's incident, which holds the epoch that is published: people are told, nothing changes.",
    play: async (stage) => {
      stage.journals.forget(stage.primary, 'incident');
      await staysFor(stage, 10 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1', pages: ['JournalBehind'] },
  },
  {
    name: 'journal-item-deleted-before-a-loss',
    about:
      "The heir's incident is deleted just before the primary Region is lost: what it needs is read elsewhere, it is promoted once.",
    play: async (stage) => {
      stage.journals.forget(stage.preferred, 'incident');
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'journal-item-deleted-while-a-run-holds-it',
    about:
      'The claim is deleted between assessment and promotion: the run stops before its call, and a new one promotes.',
    play: async (stage) => {
      afterStep(stage, { step: 'AssessHealth' }, () => stage.journals.forget(stage.preferred, 'incident'));
      losePrimary(stage);
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'journal-item-deleted-after-the-call',
    about:
      'The intent is deleted right after the call: nothing is called again, and what takes writes is published in the end, by itself or by people.',
    play: async (stage) => {
      afterStep(stage, { step: 'PromoteRegion' }, () => stage.journals.forget(stage.preferred, 'incident'));
      losePrimary(stage);
      await stage.advance(15 * minute);
      await stage.people.start(stage.preferred, { requestedBy: 'ann', override: ['RolesUnclear'] });
      await untilPublished(stage);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  },
  {
    name: 'probe-memory-deleted-in-a-loss',
    about:
      "The heir's memory of what it saw is deleted while the primary Region is lost: without it there is no automatic promotion, and people are told.",
    play: async (stage) => {
      losePrimary(stage);
      await stage.advance(10_000);
      stage.journals.forget(stage.preferred, 'probe');
      await staysFor(stage, 15 * minute);
    },
    expect: { promotions: 0, primary: 'us-east-1' },
  },
  {
    name: 'reconcile-memory-deleted',
    about: "The heir's memory of its own role is deleted before people promote it by hand: it is not adopted blindly.",
    play: async (stage) => {
      await stage.people.promote(stage.preferred);
      stage.journals.forget(stage.preferred, 'reconcile');
      await stage.advance(10 * minute);
    },
    expect: { promotions: 0, primary: 'us-west-2' },
  },
];
