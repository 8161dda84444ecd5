import { automaticSteps, kebab } from '../scenarios/moves.ts';

/** A situation that has fooled others. */
export interface Situation {
  /** As docs/safety.md tells it. */
  readonly situation: string;
  /** The named scenarios that play it. In the simulation each is also played under throttling. */
  readonly scenarios: readonly string[];
  /** Whether real servers, sockets and bundles can play it: `yes`, or `no, because …`. */
  readonly wire: 'yes' | `no, because ${string}`;
}

const afterEachStep = (prefix: string): readonly string[] => automaticSteps.map((step) => `${prefix}-${kebab(step)}`);

const played = (situation: string, ...scenarios: readonly string[]): Situation => ({
  situation,
  scenarios,
  wire: 'yes',
});

/** All of them, each with what plays it. */
export const situations: readonly Situation[] = [
  played('a forced composite alarm over healthy data, followed by a real loss', 'forced-composite-then-real-loss'),
  played('only the link between the two Regions cut', 'only-the-link-cut'),
  played('the heartbeat writer dead, clients fine', 'heartbeat-writer-dead'),
  played('the primary Region black with its API', 'primary-black-with-its-api'),
  played('the API black, data fine', 'api-black-data-fine'),
  played('the primary frozen (TCP alive)', 'primary-frozen'),
  played(
    'the old primary back with its stale view',
    'old-primary-back-after-10-s',
    'old-primary-back-after-10-min',
    'old-primary-back-after-10-h',
  ),
  played('promoted by hand in the console, here and elsewhere', 'promoted-by-hand-here', 'promoted-by-hand-elsewhere'),
  played(
    'promoted by hand while our own run is between two steps',
    ...afterEachStep('promoted-here-by-hand-after'),
    ...afterEachStep('promoted-elsewhere-by-hand-after'),
  ),
  played('separated, then the old Region back', 'separated-then-old-region-back'),
  played('two secondaries, the preferred one unfit', 'three-preferred-unfit'),
  played('both healthy Regions blaming each other', 'both-regions-blame-each-other'),
  played('`modifying` for ever', 'modifying-for-ever-after-the-promotion', 'modifying-for-ever-before-the-loss'),
  played('accepted, then nothing happens', 'accepted-then-nothing-happens'),
  played(
    'response lost, effect late, after somebody else acted',
    'response-lost-effect-late-after-somebody-else-acted',
  ),
  played('first deploy with nothing published', 'first-deploy-with-nothing-published'),
  played('journal restored from a backup', 'journal-restored-from-a-backup'),
  played("alarm flapping at the alarm's own period", 'alarm-flapping-at-its-own-period'),
  played('hold, then the situation stays bad for an hour', 'hold-then-bad-for-an-hour'),
  played('Route 53 edited by a human meanwhile', 'record-edited-by-a-human-meanwhile'),
  played('the switch turned off between two steps', ...afterEachStep('switch-off-after')),
];

/** The scenarios that the wire can play, in the situations' order. */
export const playable: readonly string[] = situations.flatMap(({ scenarios, wire }) =>
  wire === 'yes' ? scenarios : [],
);
