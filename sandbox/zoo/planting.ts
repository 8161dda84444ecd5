import type { Catch, Edit } from './bug.ts';

/** Replaces a text that stands once in a file. */
export const swap = (file: string, find: string, replace: string): Edit => ({ file, find, replace });

/** Caught in a scenario, with nothing but what the scenario says going wrong. */
export const on = (scenario: string, seed = 1): Catch => ({ scenario, seed });

/** Caught by a unit test: no history can show it. */
export const by = (test: string): Catch => ({ test });
