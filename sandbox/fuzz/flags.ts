import { parse, UsageError, wholeNumber } from '../commands/command-line.ts';
import type { Generator } from './chunk.ts';

export interface Flags {
  readonly help: boolean;
  readonly inputs: number;
  readonly seed: number;
  readonly ingress?: string;
  /** With an ingress: one chunk of it, as a failure named it. */
  readonly generator?: Generator;
  readonly path?: string;
}

export const help = `npm run fuzz: bad input through every way in. Nothing may be changed by it, nothing leak, nothing break.

  --inputs N        how many, over all ways in                     (default 100000)
  --seed S          of everything that is drawn by lot             (default: a fresh one, printed)
  --ingress NAME    only this way in
  --generator NAME  shaped or raw; with --ingress: exactly one chunk, as a failure named it
  --path P          where its shrinking stood, to see only that input
  --help            this text

Exit status: 0 nothing found, 1 a violation, 2 it could not start.`;

/** Reads the command line. Throws `UsageError`. */
export const readFlags = (
  args: readonly string[],
  { fresh, known }: { fresh: number; known: readonly string[] },
): Flags => {
  const text = { type: 'string' } as const;
  const options = {
    help: { type: 'boolean', short: 'h' },
    inputs: text,
    seed: text,
    ingress: text,
    generator: text,
    path: text,
  } as const;
  const usage = 'npm run fuzz -- --help';
  const { values } = parse({ args: [...args], options }, usage);
  const { ingress, generator, path } = values;
  if (ingress !== undefined && !known.includes(ingress))
    throw new UsageError(`--ingress: expected one of ${known.join(', ')}, got ${ingress}; see ${usage}`);
  if (generator !== undefined && generator !== 'shaped' && generator !== 'raw')
    throw new UsageError(`--generator: expected shaped or raw, got ${generator}; see ${usage}`);
  return {
    help: values.help ?? false,
    inputs: wholeNumber('--inputs', values.inputs, { least: 1, most: 100_000_000 }) ?? 100_000,
    seed: wholeNumber('--seed', values.seed, { least: 0, most: 4_294_967_295 }) ?? fresh,
    ...(ingress !== undefined && { ingress }),
    ...(generator !== undefined && { generator }),
    ...(path !== undefined && { path }),
  };
};
