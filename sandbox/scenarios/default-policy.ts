import { type Fault, isNamed, plainFaults } from '../faults.ts';
import type { Scenario, Stage } from '../stage/stage.ts';
import { losePrimary, minute, second, staysFor, untilPaged, untilPublished } from './moves.ts';

/** Two minutes of persistence, as long again where one look is lost, and what is left are the steps themselves. */
const movedWithin = 12 * minute;

/** What users deploy who name neither profile nor policy, but `auto`. */
const byDefault = (scenario: Omit<Scenario, 'profile'>): Scenario => ({
  ...scenario,
  name: `default-policy-${scenario.name}`,
  profile: 'economy',
});

const promoted = { promotions: 1, primary: 'us-west-2', movedWithin };
const nothing = { promotions: 0, primary: 'us-east-1' };

/** Lost at any second of the minute between two looks. */
const loseAtAnyTime = async (stage: Stage): Promise<void> => {
  await stage.advance(stage.random() * minute);
  losePrimary(stage);
};

const faults: readonly Fault[] = [
  ...plainFaults.filter((kind) => kind !== 'deny').map((kind) => ({ kind })),
  { kind: 'slow', ms: 3 * second },
];

/** The seed says which call it is: of any function of the heir, or one of those that a look of its Probe makes. */
const oneBadCall: readonly Scenario[] = faults.flatMap((fault) => [
  byDefault({
    name: `one-bad-call-${fault.kind}`,
    about: `The primary Region is lost and one call of the heir's functions meets ${fault.kind}: it is promoted, nobody is asked.`,
    play: async (stage) => {
      const nth = 1 + Math.floor(stage.random() * 150);
      stage.faults.add({ callers: 'functions', from: stage.preferred, nth }, fault);
      await loseAtAnyTime(stage);
      await untilPublished(stage);
    },
    expect: promoted,
  }),
  byDefault({
    name: `one-bad-look-${fault.kind}`,
    about: `The primary Region is lost and one call of the heir's Probe meets ${fault.kind}: it is promoted, nobody is asked.`,
    play: async (stage) => {
      const nth = 1 + Math.floor(stage.random() * 12);
      stage.faults.add({ function: 'Probe', callers: 'functions', from: stage.preferred, nth }, fault);
      await loseAtAnyTime(stage);
      await untilPublished(stage);
    },
    expect: promoted,
  }),
]);

const untilLooked = (stage: Stage) =>
  stage.next(
    'the heir has looked',
    ({ kind, name, region, detail }) =>
      kind === 'function' && region === stage.preferred && isNamed(name, 'Probe') && detail?.phase === 'end',
    { within: 2 * minute },
  );

/** The default profile and policy, played: everything else is played with the demo's. */
export const defaultPolicy: readonly Scenario[] = [
  byDefault({
    name: 'blackout',
    about: 'By default, but with `auto`: the primary Region goes dark, and the heir promotes itself and publishes.',
    play: async (stage) => {
      await loseAtAnyTime(stage);
      await untilPublished(stage);
      await stage.advance(minute);
      stage.network.heal(stage.primary);
    },
    expect: promoted,
  }),
  ...oneBadCall,
  byDefault({
    name: 'heartbeat-as-old-as-it-can-be',
    about:
      'Each heartbeat is written just after the heir looked, the last one just before its Region is lost, and then the heir loses one look: that is one fault, so it is promoted, and the two minutes are told.',
    play: async (stage) => {
      stage.functions.setSchedule(stage.primary, 'Probe', false);
      for (let times = 0; times < 4; times += 1) {
        await untilLooked(stage);
        await stage.functions.invoke(stage.primary, 'Probe', { looks: 1 });
      }
      await stage.advance(second);
      losePrimary(stage);
      stage.functions.setSchedule(stage.preferred, 'Probe', false);
      await stage.advance(80 * second);
      stage.functions.setSchedule(stage.preferred, 'Probe', true);
      await untilPublished(stage);
      const { lastDelayMs = 0 } = stage.see.probe(stage.preferred) ?? {};
      if (lastDelayMs < 110 * second) throw new Error(`up to 2 min may be lost, and ${lastDelayMs} ms were told`);
    },
    expect: { promotions: 1, primary: 'us-west-2' },
  }),
  byDefault({
    name: 'last-heartbeat-never-written',
    about: "The primary's Probe crashes a minute before its Region is lost: the heir is promoted.",
    play: async (stage) => {
      stage.faults.add(
        { function: 'Probe', from: stage.primary, callers: 'functions', times: 1 },
        { kind: 'crash-before' },
      );
      await stage.advance(minute);
      await loseAtAnyTime(stage);
      await untilPublished(stage);
    },
    expect: { ...promoted, movedWithin: movedWithin + minute },
  }),
  byDefault({
    name: 'alarms-lost',
    about: 'Every alarm of the loss is lost on its way: Reconcile looks for itself each minute, and promotes.',
    play: async (stage) => {
      stage.events.set({ lose: 1 });
      await loseAtAnyTime(stage);
      await untilPublished(stage);
    },
    expect: promoted,
  }),
  byDefault({
    name: 'false-alarm',
    about: 'By default too a composite alarm that is forced over healthy data promotes nothing.',
    play: async (stage) => {
      await stage.alarms.force(stage.preferred, 'failover-sessions-primary-down', 'ALARM');
      await staysFor(stage, 10 * minute);
    },
    expect: nothing,
  }),
  byDefault({
    name: 'link-cut',
    about: 'By default too a cut link between healthy Regions promotes nothing, and people are told.',
    play: async (stage) => {
      stage.network.cut(stage.primary, stage.preferred);
      await staysFor(stage, 15 * minute);
    },
    expect: { ...nothing, pages: ['TooFewConfirmations'] },
  }),
  byDefault({
    name: 'clients-write-seldom',
    about:
      'The witness is silent, and clients write so seldom that within the outage there are periods without an error: the primary Region is lost, it is promoted, nobody is asked.',
    pace: { writeEveryMs: 12 * second, lookEveryMs: 5 * second },
    play: async (stage) => {
      stage.faults.add({ service: 'lambda', operation: 'Invoke', region: stage.witness }, { kind: '500-before' });
      await loseAtAnyTime(stage);
      await untilPublished(stage);
    },
    expect: promoted,
  }),
  byDefault({
    name: 'people-are-asked',
    about: 'The default to the letter, `approve`: people are asked once the primary Region is lost, and agree.',
    policy: { automation: 'approve' },
    play: async (stage) => {
      await loseAtAnyTime(stage);
      await untilPaged(stage, 'APPROVE?');
      await stage.people.approve(stage.preferred, 'ann');
      await untilPublished(stage);
    },
    expect: promoted,
  }),
  byDefault({
    name: 'promoted-by-hand',
    about: 'By default too what people promote in the console while all is well is adopted and published.',
    play: async (stage) => {
      await stage.people.promote(stage.preferred);
      await untilPublished(stage);
    },
    expect: { promotions: 0, primary: 'us-west-2' },
  }),
];
