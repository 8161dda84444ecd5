import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod';

export const root = path.join(import.meta.dirname, '../..');
export const text = readFileSync(path.join(root, 'state-machines/failover.asl.json'), 'utf8');

const Rule = z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string().optional() });
const State = z.looseObject({
  Type: z.string(),
  Comment: z.string().optional(),
  Resource: z.string().optional(),
  Parameters: z.record(z.string(), z.unknown()).optional(),
  Next: z.string().optional(),
  Default: z.string().optional(),
  Choices: z.array(z.looseObject({ Next: z.string() })).default([]),
  End: z.boolean().optional(),
  Retry: z.array(Rule).default([]),
  Catch: z.array(Rule).default([]),
  get Branches() {
    return z.array(z.object({ StartAt: z.string(), States: z.record(z.string(), State) })).default([]);
  },
});
export type State = z.infer<typeof State>;

const Machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), State) });
export const machine = Machine.parse(JSON.parse(text));

/** A state with the sequence it is part of: `undefined` at the top, or the branch's states. */
export interface Place {
  readonly name: string;
  readonly state: State;
  readonly siblings: Readonly<Record<string, State>>;
  readonly inBranch: boolean;
}

const placesIn = (siblings: Readonly<Record<string, State>>, inBranch: boolean): Place[] =>
  Object.entries(siblings).flatMap(([name, state]) => [
    { name, state, siblings, inBranch },
    ...state.Branches.flatMap((branch) => placesIn(branch.States, true)),
  ]);

/** Every state, inside branches too. */
export const places = placesIn(machine.States, false);
export const tasks = places.filter(({ state }) => state.Type === 'Task');

/** `PromoteRegion` is `promote-region`. */
export const kebabCase = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, '-$&').toLowerCase();
