import type { Profile } from '../../functions/contract/policy.ts';
import { type Clock, sleep } from '../clock.ts';
import type { Clients } from './actors/clients.ts';
import { differencesOf } from './convergence.ts';
import type { Scenario, Stage } from './stage.ts';
import type { StagedWorld } from './staged-world.ts';

/** Some minutes of calm before every scenario: published everywhere, and a memory of data arriving. */
const settlingMs: Readonly<Record<Profile, number>> = { fast: 125_000, economy: 305_000 };
/** What agrees for longer than a turn of everything that is scheduled goes on to agree. */
const STEADY_MS = 65_000;

export interface Performance {
  readonly world: StagedWorld;
  readonly datastore: string;
  readonly clients: Pick<Clients, 'start'>;
  readonly stage: Stage;
  readonly scenario: Scenario;
  /** Begins with the scenario, and ends when all is healed; what healing does not end, the returned function does. */
  readonly trouble?: () => () => Promise<void>;
  /** Begins with the scenario, and again once all is healed: it never ends. */
  readonly lasting?: () => void;
  /** Within which the world must agree again once it is healed. */
  readonly patienceMs: number;
  /** The calm lasts until everything agrees and every Region has looked, however long real work takes. @default false */
  readonly untilCalm?: boolean;
  readonly onFailure: (error: unknown) => void;
}

/** How a performance went, as far as it came. */
export interface Course {
  beganAt?: number;
  healedAt?: number;
  /** When everything agreed, and went on to. */
  convergedAt?: number | undefined;
}

/** Plays a scenario from the calm before it until everything agrees again, or patience is over; notes how it goes. */
export const enact = async (performance: Performance, course: Course): Promise<void> => {
  const {
    world,
    datastore,
    clients,
    stage,
    scenario,
    trouble,
    lasting,
    patienceMs,
    onFailure,
    untilCalm = false,
  } = performance;
  const { clock } = world;
  world.start();
  clients.start();
  await sleep(clock, settlingMs[world.config.datastores[datastore]?.profile ?? 'economy']);
  if (untilCalm) await calm(stage, () => differencesOf(world, datastore).length === 0);
  const endTrouble = trouble?.();
  lasting?.();
  course.beganAt = clock.now();
  await scenario.play(stage).catch(onFailure);
  heal(world, stage);
  await endTrouble?.();
  course.healedAt = clock.now();
  lasting?.();
  course.convergedAt = await convergence(world, { datastore, clock, patienceMs });
};

/** A minute of looks after all was published: what is slow at first does not count for the scenario. */
const calm = async (stage: Stage, agrees: () => boolean): Promise<void> => {
  const haveLooked = (): boolean => stage.regions.every((region) => stage.see.probe(region) !== undefined);
  const isCalm = (): boolean => agrees() && haveLooked();
  await stage.until('all is published, and every Region has looked', isCalm, { within: 30 * 60_000, every: 5_000 });
  await stage.advance(STEADY_MS);
};

/** Ends everything that is broken on purpose. */
const heal = (world: StagedWorld, stage: Stage): void => {
  stage.network.healAll();
  world.faults.clear();
  stage.events.set({ lose: 0, duplicate: 0, delayMs: 0 });
  for (const region of world.skews.keys()) stage.clocks.skew(region, 0);
};

/** Waits until everything agrees, and goes on to; undefined once patience is over. */
const convergence = async (
  world: StagedWorld,
  { datastore, clock, patienceMs }: { datastore: string; clock: Clock; patienceMs: number },
): Promise<number | undefined> => {
  const end = clock.now() + patienceMs;
  let since: number | undefined;
  while (clock.now() < end) {
    since = differencesOf(world, datastore).length > 0 ? undefined : (since ?? clock.now());
    if (since !== undefined && clock.now() - since >= STEADY_MS) return since;
    await sleep(clock, 5_000);
  }
  return undefined;
};
