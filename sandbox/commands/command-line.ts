import { type ParseArgsConfig, parseArgs } from 'node:util';
import { RedisServerUnusable } from '../redis/find-server.ts';
import { SandboxError } from '../world/sandbox-error.ts';

/** What was typed makes no sense. The message is one line that says what does. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Parses flags; throws `UsageError` that names what is unknown and where the flags are listed. */
export const parse = <T extends ParseArgsConfig>(config: T, help: string): ReturnType<typeof parseArgs<T>> => {
  try {
    return parseArgs(config);
  } catch (cause) {
    // Node explains at length, with advice that does not fit here: its first sentence says it all.
    const [said = ''] = String(Reflect.get(Object(cause), 'message')).split(/\. |\n/);
    throw new UsageError(`${said}: see ${help}`, { cause });
  }
};

/** A whole number within bounds. Throws `UsageError`. */
export const wholeNumber = (
  flag: string,
  text: string | undefined,
  { least, most }: { least: number; most: number },
): number | undefined => {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new UsageError(`${flag} takes a whole number from ${least} to ${most}, not '${text}'`);
};

/** A TCP or UDP port. */
export const port = (flag: string, text: string | undefined): number | undefined =>
  wholeNumber(flag, text, { least: 1, most: 65_535 });

/**
 * Runs a program: its exit status is what `main` answers. What people can mend is one line on stderr and exit status 2;
 * anything else is a defect, with its stack.
 */
export const runProgram = async (name: string, main: () => Promise<number>): Promise<void> => {
  try {
    process.exitCode = await main();
  } catch (error) {
    const mendable =
      error instanceof UsageError || error instanceof SandboxError || error instanceof RedisServerUnusable;
    console.error(mendable ? `${name}: ${error.message}` : error);
    process.exitCode = mendable ? 2 : 1;
  }
};
