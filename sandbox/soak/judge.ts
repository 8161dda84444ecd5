import type { World } from '../world.ts';

export const complaintsOfCheckers = async (_world: World): Promise<readonly string[]> => [];
