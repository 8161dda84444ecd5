import type { Bug } from './bug.ts';
import { acting } from './bugs/acting.ts';
import { always } from './bugs/always.ts';
import { deciding } from './bugs/deciding.ts';
import { fitness } from './bugs/fitness.ts';
import { outsiders } from './bugs/outsiders.ts';
import { people } from './bugs/people.ts';
import { publishing } from './bugs/publishing.ts';
import { shards } from './bugs/shards.ts';

/** Every planted bug. docs/safety.md names them beside the promise that they break. */
export const bugs: readonly Bug[] = [
  ...deciding,
  ...fitness,
  ...shards,
  ...people,
  ...outsiders,
  ...acting,
  ...publishing,
  ...always,
];
