/** One thing that `npm run sandbox -- <name>` does. */
export interface Command {
  /** As typed after the name. */
  readonly arguments: string;
  readonly summary: string;
  /** Answers the exit status. Throws `UsageError` or `SandboxError` for what people can mend. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

/** Where every message sends people who typed something unknown. */
export const helpCommand = 'npm run sandbox -- --help';
