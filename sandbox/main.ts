import { blackout } from './commands/blackout.ts';
import { type Command, helpCommand } from './commands/command.ts';
import { runProgram, UsageError } from './commands/command-line.ts';
import { cut } from './commands/cut.ts';
import { heal } from './commands/heal.ts';
import { mend } from './commands/mend.ts';
import { status } from './commands/status.ts';
import { up } from './commands/up.ts';

const commands: Readonly<Record<string, Command>> = { up, status, blackout, heal, cut, mend };

const help = [
  'npm run sandbox -- <command>: Regions of real Redis servers and an AWS, on this machine.',
  '',
  ...Object.entries(commands).map(
    ([name, { arguments: takes, summary }]) => `  ${`${name} ${takes}`.padEnd(66)} ${summary}`,
  ),
  '',
  'All but up act on the sandbox that is running; --port N chooses where several are.',
].join('\n');

await runProgram('sandbox', async () => {
  const [name = '--help', ...args] = process.argv.slice(2);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command && !args.includes('--help')) return await command.run(args);
  if (!command && name !== '--help' && name !== '-h' && name !== 'help')
    throw new UsageError(`no command called '${name}': see ${helpCommand}`);
  console.log(help);
  return 0;
});
