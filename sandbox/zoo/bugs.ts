import type { Bug } from './bug.ts';
import { deciding } from './bugs/deciding.ts';
import { people } from './bugs/people.ts';

/** Every planted bug. docs/safety.md names them beside the promise that they break. */
export const bugs: readonly Bug[] = [...deciding, ...people];
