import { type TouchAnswer, TouchRequest } from '../contract/touch.ts';
import { cacheFailureOf } from '../domain/redis-errors.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { type Invocation, step } from '../middleware/step.ts';
import { type Adapter, clock } from '../middleware/world.ts';
import { inTime } from '../redis/connections.ts';
import type { CacheNetwork } from '../redis/network.ts';
import { realNetwork } from '../redis/real-network.ts';
import { resolveName } from '../redis/resolve-name.ts';
import { type Surroundings, touchLocal, touchRemote } from '../redis/touch-cache.ts';

const network: Adapter<CacheNetwork> = (world) => world.network ?? realNetwork;

/**
 * The only function with a network leg beside the caches. It calls no AWS API. All parts run at once, each answers
 * within 2 s, and what could not be seen is part of the answer: only a bad request fails.
 */
export const touchCache =
  (surroundings: Surroundings, { region }: Settings) =>
  async (request: TouchRequest, { requestId }: Invocation): Promise<TouchAnswer> => {
    const { local, remote, control, resolve } = request;
    const now = surroundings.clock.now;
    const [atHome, afar, controlled, names] = await Promise.all([
      local &&
        touchLocal(surroundings, { target: local.target, task: { ...local, token: `${region}:${requestId}`, now } }),
      remote && touchRemote(surroundings, { target: remote.target, token: `${region}:${requestId}:remote` }),
      control && reachControl(surroundings, control),
      resolve && Promise.all(resolve.map((name) => resolveName(surroundings, name))),
    ]);
    return {
      seenAt: now().getTime(),
      ...(atHome && { local: atHome }),
      ...(afar && { remote: afar }),
      ...(controlled && { control: controlled }),
      ...(names && { names }),
    };
  };

const reachControl = async (
  { network, clock }: Surroundings,
  { host, port }: NonNullable<TouchRequest['control']>,
): Promise<NonNullable<TouchAnswer['control']>> => {
  try {
    await inTime(clock, network.reach(host, port));
    return { reach: 'alive' };
  } catch (error) {
    return { reach: cacheFailureOf(error).reach };
  }
};

export const touchCacheStep = step(TouchRequest, { network, clock }, touchCache);
export const handler = deployed(touchCacheStep);
