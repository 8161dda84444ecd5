import type { Policy } from '../../functions/contract/policy.ts';
import type { Entry } from '../history.ts';
import { forgetEverything } from '../scenarios/first-day.ts';
import type { Shape, Stage } from '../stage/stage.ts';

export type FlowName =
  | 'automatic'
  | 'manual'
  | 'reconcile'
  | 'ladder'
  | 'help'
  | 'caches'
  | 'first'
  | 'secret'
  | 'three';

/** A way from trouble to a published primary that all calls are tried on. */
export interface Flow {
  readonly name: FlowName;
  /** What it is played in. @default two */
  readonly shape?: Shape;
  /** Over the demo's policy. */
  readonly policy?: Partial<Policy>;
  /** Brings the trouble. Asked again after the fault has healed, as people would: it must be harmless by then. */
  readonly begin: (stage: Stage) => Promise<void>;
  /** Whether it has come to its end. @default the heir is what its clients read */
  readonly isDone?: (stage: Stage) => boolean;
  /** Brings back what no healing of the network does. */
  readonly mend?: (stage: Stage) => void;
}

/** The primary Region goes dark, though Route 53's control plane stays up, so that each of its calls is made. */
const loseThePrimary = ({ network, primary }: Stage): void => {
  network.route53('up');
  network.blackout(primary);
};

/** The primary Region goes dark, and nobody helps. */
const automatic: Flow = {
  name: 'automatic',
  begin: async (stage) => {
    if (!isPublished(stage)) loseThePrimary(stage);
  },
};

/**
 * The primary Region goes dark, automation asks and nobody answers: a person starts the run once the outage has lasted. In
 * the second try they do what the page of the first one offers, and a second person agrees where two are needed.
 */
const manual: Flow = {
  name: 'manual',
  policy: { automation: 'approve' },
  begin: async (stage) => {
    if (isPublished(stage)) return;
    const { preferred, people, advance, see } = stage;
    const before = see.pages(preferred).length;
    loseThePrimary(stage);
    await advance(90_000);
    const offered = offeredIn(see.pages(preferred));
    // AWS may refuse a person too: they try again.
    await people.start(preferred, { reason: 'nobody answers', ...offered, requestedBy: 'ada' }).catch(() => {});
    if (offered === undefined) return;
    await advance(30_000);
    const asked = see
      .pages(preferred)
      .slice(before)
      .some(({ detail }) => needsTwo(detail?.message));
    if (asked) await people.approve(preferred, 'grace');
  },
};

/** What the newest page about a run of theirs that held offers to paste. */
const offeredIn = (pages: readonly Entry[]): Record<string, unknown> | undefined => {
  const held = pages.findLast(({ detail }) => String(detail?.subject).startsWith('HELD'));
  const json = /^\{"datastore".*\}$/m.exec(String(held?.detail?.message))?.[0];
  return json === undefined ? undefined : JSON.parse(json);
};

const needsTwo = (message: unknown): boolean => String(message).includes('two people decide this');

/** Everything is well, and a person promotes the other Region in the console: nothing runs, Reconcile adopts it. */
const reconcile: Flow = {
  name: 'reconcile',
  begin: async ({ people, preferred, see }) => {
    if (see.writer() !== preferred) await people.promote(preferred);
  },
};

/** The promotion sticks for ever, and people approve whatever they are asked: the last resort separates the Region. */
const ladder: Flow = {
  name: 'ladder',
  policy: { separation: 'approve', promotion: 30 },
  begin: async (stage) => {
    if (isPublished(stage)) return;
    const { preferred, people, elasticache, after } = stage;
    elasticache.behaviour.failoverWhilePrimaryDark = 'sticks';
    elasticache.behaviour.disassociateWhileModifying = 'allowed';
    elasticache.delays.disassociate = 10_000;
    loseThePrimary(stage);
    for (let minute = 1; minute <= 12; minute++)
      // Nobody may have been asked yet, or the answer came already.
      after(minute * 30_000, () => people.approve(preferred).catch(() => {}));
  },
};

/** ElastiCache refuses every promotion while the primary is dark: each run ends in a call for help. */
const help: Flow = {
  name: 'help',
  begin: async (stage) => {
    stage.elasticache.behaviour.failoverWhilePrimaryDark = 'refused';
    loseThePrimary(stage);
  },
};

/** The primary's caches end while its Region goes on: what is asked of that Region's APIs is answered. */
const caches: Flow = {
  name: 'caches',
  begin: async (stage) => {
    if (!isPublished(stage)) stage.caches.kill(stage.primary);
  },
  mend: ({ caches, primary }) => caches.restart(primary),
};

/** By their histories, the worlds whose first day was brought back: once is enough. */
const begun = new WeakSet<Stage['history']>();

/** Nothing was ever published: the primary publishes itself, and the other Region copies it. */
const first: Flow = {
  name: 'first',
  begin: async (stage) => {
    if (begun.has(stage.history)) return;
    begun.add(stage.history);
    await forgetEverything(stage);
  },
  isDone: (stage) => isFirstPublished(stage),
};

/** As the automatic one, where the caches ask for a password. */
const secret: Flow = { ...automatic, name: 'secret', shape: 'secret' };

/** As the automatic one, with a third member Region, which looks on and follows. */
const three: Flow = { ...automatic, name: 'three', shape: 'three' };

const isFirstPublished = ({ see, regions, primary }: Stage): boolean =>
  regions.every((region) => see.published(region)?.primaryRegion === primary) &&
  see.record() === see.published(primary)?.primary;

/** Whether the heir is what its clients read. */
export const isPublished = ({ see, preferred }: Stage): boolean => {
  const published = see.published(preferred);
  if (published?.primaryRegion !== preferred) return false;
  // Who left the group is a writer of its own.
  return published.separated === true || see.writer() === preferred;
};

export const flows: readonly Flow[] = [automatic, manual, reconcile, ladder, help, caches, first, secret, three];
