import type { ActionName } from './actions.ts';
import { type Command, helpCommand } from './command.ts';
import { parse, port, UsageError } from './command-line.ts';
import { ask } from './running.ts';

interface Action {
  readonly action: ActionName;
  /** Names of what must follow, for example `region`. */
  readonly takes: readonly string[];
  readonly summary: string;
}

/** A command that a running sandbox carries out. */
export const onRunning = ({ action, takes, summary }: Action): Command => ({
  arguments: takes.map((name) => `<${name}>`).join(' '),
  summary,
  run: async (args) => {
    const options = { port: { type: 'string' } } as const;
    const { values, positionals } = parse({ args: [...args], options, allowPositionals: true }, helpCommand);
    if (positionals.length !== takes.length)
      throw new UsageError(
        `${action} takes ${takes.map((name) => `<${name}>`).join(' ') || 'nothing'}: see ${helpCommand}`,
      );
    for (const line of await ask(action, { args: positionals, port: port('--port', values.port) })) console.log(line);
    return 0;
  },
});
