import { names } from '../../../functions/contract/names.ts';
import type { Scenario } from '../../stage/stage.ts';
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
  scenario('dry-run', 'A person asks for a dry run in an outage, before anybody acts: it changes nothing.', {
    play: async (stage) => {
      stage.network.blackout(stage.primary);
      await stage.advance(50_000);
      await stage.people.start(stage.preferred, { mode: 'dry-run', reason: 'a rehearsal' });
      await published(stage, stage.preferred, stage.preferred);
    },
    expect: { promotions: 1 },
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
  scenario('pretended-alarm', 'Whoever may start runs pretends to be the alarm, with an override, over a cut link.', {
    play: async ({ network, people, primary, preferred, advance }) => {
      network.cut(primary, preferred);
      await advance(50_000);
      await people.start(preferred, { requestedBy: 'alarm', override: ['TooFewConfirmations'], reason: 'trust me' });
      await advance(TIME_TO_ACT_MS);
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
      const { people, preferred } = stage;
      const before = JSON.stringify(stage.see.published(preferred));
      const epoch = { counter: 9, region: preferred };
      const primary = hostIn(stage, preferred);
      await write(stage, preferred, { primaryRegion: preferred, epoch, primary, reader: undefined });
      await stage.advance(TIME_TO_ACT_MS);
      await people.putParameter(preferred, names.endpointParameter(stage.datastore), before);
    },
    expect: { promotions: 0, converges: false },
  }),
  scenario('forged-host', 'Somebody leads the published record of the primary to a host of their own.', {
    play: async (stage) => {
      const { people, primary } = stage;
      const before = JSON.stringify(stage.see.published(primary));
      await write(stage, primary, { epoch: { counter: 9, region: primary }, primary: 'cache.example.com' });
      await stage.advance(TIME_TO_ACT_MS);
      await people.putParameter(primary, names.endpointParameter(stage.datastore), before);
    },
    expect: { promotions: 0, converges: false },
  }),
];

function isRequest({ kind, detail }: { kind: string; detail?: Readonly<Record<string, unknown>> }): boolean {
  return kind === 'page' && String(detail?.message).includes('send-task-success');
}
