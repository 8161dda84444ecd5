import type { Bug } from './bug.ts';

/** Every planted bug. docs/safety.md names them beside the promise that they break. */
export const bugs: readonly Bug[] = [];
