import { disturbances } from './nemeses/calls.ts';
import { crashes } from './nemeses/functions.ts';
import { losses } from './nemeses/network.ts';
import { meddling } from './nemeses/people.ts';
import { breakdowns } from './nemeses/servers.ts';
import type { Nemesis } from './nemesis.ts';

/** Everything that a soak may do to the world, one per line of its report. */
export const nemeses: readonly Nemesis[] = [...losses, ...breakdowns, ...disturbances, ...crashes, ...meddling];
