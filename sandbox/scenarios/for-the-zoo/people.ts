import { names } from '../../../functions/contract/names.ts';
import type { Scenario } from '../stage.ts';
import { held, hostIn, MINUTE_MS, published, scenario, TIME_TO_ACT_MS, write } from './parts.ts';

const switchAt = (name: string, value: string, about: string): Scenario =>
  scenario(`switch-${name}`, about, {
    play: async ({ people, network, primary, preferred, advance }) => {
      await people.turnSwitch(preferred, value);
      network.blackout(primary);
      await advance(TIME_TO_ACT_MS);
      network.heal(primary);
      await people.turnSwitch(preferred, undefined);
    },
    expect: held,
  });

/** What people, and those who pretend, have to do with it. */
export const byPeople: readonly Scenario[] = [
  switchAt('nonsense', 'on', 'The switch holds a word that is none, and the primary is lost: nothing is promoted.'),
  switchAt('observe', 'observe', 'The switch says observe, and the primary is lost: nothing is promoted.'),
  scenario('dry-run', 'A person asks for a dry run in calm: it changes nothing.', {
    play: async ({ people, preferred, advance }) => {
      await people.start(preferred, { mode: 'dry-run', reason: 'a rehearsal' });
      await advance(MINUTE_MS);
    },
    expect: held,
  }),
  scenario('approved', 'The policy asks people, the primary is lost, and they say yes.', {
    policy: { automation: 'approve' },
    play: async (stage) => {
      stage.network.blackout(stage.primary);
      await stage.next('people are asked', isRequest, { within: 10 * MINUTE_MS });
      await stage.people.approve(stage.preferred, 'ada');
      await published(stage, stage.preferred, stage.preferred);
    },
    expect: { promotions: 1 },
  }),
  scenario('pretended-alarm', 'Whoever may start runs pretends to be the alarm, with an override, over healthy data.', {
    play: async ({ people, preferred, advance }) => {
      const override = ['DataStillArriving', 'DataUnknown', 'TooFewConfirmations', 'NotPersistent', 'LossAboveLimit'];
      await people.start(preferred, { requestedBy: 'alarm', override, reason: 'trust me' });
      await advance(MINUTE_MS);
    },
    expect: held,
  }),
  scenario('other-primary-expected', 'A run of the alarm that expects another primary than there is holds.', {
    play: async (stage) => {
      stage.network.blackout(stage.primary);
      await stage.advance(50_000);
      await stage.people.start(stage.preferred, { requestedBy: 'alarm', expectedPrimary: stage.preferred });
      await published(stage, stage.preferred, stage.preferred);
    },
  }),
  scenario('by-hand', 'People promote the secondary in the console, and later the first one again: both are adopted.', {
    play: async (stage) => {
      const { people, primary, preferred } = stage;
      await people.promote(preferred);
      await published(stage, primary, preferred);
      await people.promote(primary);
      await stage.advance(TIME_TO_ACT_MS);
    },
    expect: held,
  }),
  scenario('forged-record', 'Somebody writes that the secondary is the primary: its own API says no.', {
    play: async (stage) => {
      const { people, primary, preferred } = stage;
      const own = JSON.stringify(stage.see.published(primary));
      const host = hostIn(stage, preferred);
      await write(stage, primary, {
        primaryRegion: preferred,
        epoch: { counter: 9, region: preferred },
        primary: host,
      });
      await stage.advance(TIME_TO_ACT_MS);
      await people.putParameter(primary, names.endpointParameter(stage.datastore), own);
    },
    expect: { promotions: 0, converges: false },
  }),
];

function isRequest({ kind, detail }: { kind: string; detail?: Readonly<Record<string, unknown>> }): boolean {
  return kind === 'page' && String(detail?.message).includes('send-task-success');
}
