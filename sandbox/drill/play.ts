import { setTimeout as wait } from 'node:timers/promises';
import type { World } from '../world.ts';
import type { SessionClient } from './clients/session-client.ts';
import { milestonesOf } from './milestones.ts';
import { oldPrimaryLink } from './observe.ts';
import { missing } from './ready.ts';
import type { Scene } from './scene.ts';
import type { Show } from './show.ts';
import { until } from './until.ts';

interface Stage {
  readonly world: World;
  readonly scene: Scene;
  readonly clients: readonly SessionClient[];
  readonly show: Show;
  readonly isOver: () => boolean;
}

/** What the drill does beside the ordinary course of things. */
export const arrangements = [
  "Route 53's control plane stayed up, though AWS runs it in us-east-1.",
  "When the old primary's Region was back, Reconcile fired there at once, and again after a while, not within a minute.",
] as const;

const SETTLE_MS = 3_000;

/** Plays the drill from the first publication to the return of the old primary. Ends early when time is over. */
export const play = async (stage: Stage): Promise<void> => {
  const { world, scene, show, isOver } = stage;
  show.phase('baseline: first publication, writes, alarms');
  const isReady = await until(() => missing(world, scene, stage.clients).length === 0, { isOver });
  if (!isReady) return show.phase(`gave up: still missing ${missing(world, scene, stage.clients).join(', ')}`);

  show.phase(`blackout of ${scene.home}`);
  world.network.setRoute53('up');
  world.blackout(scene.home);
  if (!(await until(() => isFailedOver(stage), { isOver }))) show.phase('gave up: the failover did not end');

  show.phase('settling');
  await wait(SETTLE_MS);
  show.phase(`${scene.home} comes back`);
  world.heal(scene.home);
  await world.fire('ReconcileEveryMinuteSchedule', scene.home);
  if (!(await until(() => isFollowing(stage), { isOver }))) show.phase(`gave up: ${scene.home} does not follow`);

  show.phase('settling');
  await world.fire('ReconcileEveryMinuteSchedule', scene.home);
  await wait(SETTLE_MS);
};

const isFailedOver = ({ world, scene, clients }: Stage): boolean => {
  const { closed, recordInSync } = milestonesOf(world.history.entries, scene);
  return closed !== undefined && recordInSync !== undefined && clients.every(hasMoved);
};

/** Another address than the first acknowledges now. */
const hasMoved = ({ acknowledged }: SessionClient): boolean => acknowledged.at(-1)?.host !== acknowledged[0]?.host;

const isFollowing = async ({ world, scene }: Stage): Promise<boolean> => {
  const { demoted, followed } = milestonesOf(world.history.entries, scene);
  return demoted !== undefined && followed !== undefined && (await oldPrimaryLink(world, scene)) === 'up';
};
