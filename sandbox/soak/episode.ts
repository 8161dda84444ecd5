import type { SessionClient } from '../drill/clients/session-client.ts';
import { missing } from '../drill/ready.ts';
import { until } from '../drill/until.ts';
import type { Entry } from '../history.ts';
import { oneOf } from '../simulation/dice.ts';
import { differences } from './agreement.ts';
import type { Ground } from './ground.ts';
import { nemeses } from './nemeses.ts';
import type { Nemesis } from './nemesis.ts';

/** What became of one episode: trouble, healing, agreement. */
export interface Episode {
  readonly trouble: readonly string[];
  /** Where the primary was before and after. */
  readonly from: string;
  readonly to: string;
  /** Promotions that ElastiCache accepted. */
  readonly promotions: number;
  /** `by itself`, or after a person did what the pages say, or not at all. */
  readonly agreed: 'by itself' | 'by people' | 'never';
  readonly secondsToAgree: number;
  /** One clear sentence each; nothing where all was as promised. */
  readonly complaints: readonly string[];
}

interface Stage extends Ground {
  readonly clients: readonly SessionClient[];
  /** Tells what the soak does now. */
  readonly say: (text: string) => void;
}

const READY_MS = 240_000;
const LOSS_MS = 150_000;
const AGREE_MS = 240_000;
const NUDGE_MS = 10_000;

/** Plays one episode. Resolves also where agreement never came; rejects only where the soak itself is at fault. */
export const playEpisode = async (stage: Stage): Promise<Episode> => {
  const { world, scene, clients, say } = stage;
  say('waits until all is well');
  const isReady = await until(() => missing(world, scene, clients).length === 0, deadline(stage, READY_MS));
  if (!isReady) throw new Error(`the world is not well: still missing ${missing(world, scene, clients).join(', ')}`);

  const since = world.history.entries.length;
  const later = (): readonly Entry[] => world.history.entries.slice(since);
  const promotions = () => later().filter(({ name }) => name === 'elasticache:promotion-accepted').length;
  const chosen = chooseFrom(nemeses, stage.random);
  say(`trouble: ${chosen.map(({ name }) => name).join(' + ')}`);
  const end = await beginAll(stage, chosen);
  const isLoss = chosen.some(({ kind }) => kind === 'loss');
  const lasts = isLoss ? LOSS_MS : 40_000 + stage.random() * 40_000;
  await until(() => isLoss && promotions() > 0 && differencesOfRuns(stage).length === 0, deadline(stage, lasts));
  await end();
  world.network.setRoute53('up');

  say('healed: waits until everything agrees');
  const healedAt = performance.now();
  const byItself = await agrees(stage);
  const byPeople = !byItself && (await settledByPeople(stage));
  const to = world.elasticache.writer(scene.globalReplicationGroupId)?.region ?? 'nowhere';
  return {
    trouble: chosen.map(({ name }) => name),
    ...{ from: scene.home, to, promotions: promotions() },
    agreed: byItself ? 'by itself' : byPeople ? 'by people' : 'never',
    secondsToAgree: Math.round((performance.now() - healedAt) / 1000),
    complaints: complaintsOf(stage, { chosen, promotions: promotions(), byItself, byPeople, pages: pagesOf(later()) }),
  };
};

interface Ended {
  readonly chosen: readonly Nemesis[];
  readonly promotions: number;
  readonly byItself: boolean;
  readonly byPeople: boolean;
  readonly pages: readonly string[];
}

const complaintsOf = (
  { world, scene }: Stage,
  { chosen, promotions, byItself, byPeople, pages }: Ended,
): readonly string[] => {
  const plainLoss = chosen.length === 1 && chosen.every(({ kind }) => kind === 'loss');
  return [
    ...(plainLoss && promotions === 0 ? [`${scene.home} was lost, and nothing was promoted`] : []),
    ...(byItself || pages.length > 0 ? [] : [`no agreement, and nobody was paged: ${left(world, scene)}`]),
    ...(byItself || byPeople ? [] : [`no agreement even after people did what the pages say: ${left(world, scene)}`]),
  ];
};

const left = (...[world, scene]: Parameters<typeof differences>): string => differences(world, scene).join('; ');

const pagesOf = (entries: readonly Entry[]): readonly string[] =>
  entries.filter(({ kind }) => kind === 'page').map(({ detail }) => String(detail?.subject));

const deadline = ({ world }: Ground, ms: number): { isOver: () => boolean; everyMs: number } => {
  const over = world.clock.now() + ms;
  return { isOver: () => world.clock.now() > over, everyMs: 250 };
};

/** One to three, at most one of them the loss of the primary Region. */
const chooseFrom = (all: readonly Nemesis[], random: () => number): readonly Nemesis[] => {
  const losses = all.filter(({ kind }) => kind === 'loss');
  const others = all.filter(({ kind }) => kind === 'disturbance');
  const first = random() < 0.6 ? [oneOf(losses, random)] : [oneOf(others, random)];
  const more = Array.from({ length: Math.floor(random() * 3) }, () => oneOf(others, random));
  return [...new Set([...first, ...more])];
};

const beginAll = async (stage: Stage, chosen: readonly Nemesis[]): Promise<() => Promise<void>> => {
  const ends: (() => Promise<void>)[] = [];
  for (const nemesis of chosen) {
    const wait = deadline(stage, stage.random() * 15_000);
    if (ends.length > 0) await until(() => false, wait);
    ends.push(await nemesis.begin(stage));
  }
  return async () => {
    for (const end of ends) await end();
  };
};

const differencesOfRuns = ({ world, scene }: Stage): readonly string[] =>
  differences(world, scene).filter((text) => text.endsWith('still runs'));

/** Reconcile is fired every ten seconds meanwhile, not every minute: agreement is asked for, not its speed. */
const agrees = async (stage: Stage): Promise<boolean> => {
  const { world, scene } = stage;
  const isAgreed = () => differences(world, scene).length === 0;
  const { isOver } = deadline(stage, AGREE_MS);
  while (!isAgreed() && !isOver()) {
    // A schedule that Lambda refuses is in the history; the next one comes.
    for (const region of scene.members) await world.fire('ReconcileEveryMinuteSchedule', region).catch(() => {});
    await until(isAgreed, deadline(stage, NUDGE_MS));
  }
  return isAgreed();
};

/** The remedy of every page about a primary that is not published: a run by hand, in the Region that takes writes. */
const settledByPeople = async (stage: Stage): Promise<boolean> => {
  const { world, scene, say } = stage;
  const writer = world.elasticache.writer(scene.globalReplicationGroupId)?.region ?? scene.heir;
  say(`no agreement: ${left(world, scene)}; a person starts a run in ${writer}`);
  const arn = await world.startExecution(writer, { datastore: scene.datastore, override: ['RolesUnclear'] });
  await world.execution(arn);
  return await agrees(stage);
};
