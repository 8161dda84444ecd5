import { freshAssembly, startWorld } from '../world.ts';
import { addressCard, cardLines } from './address-card.ts';
import { type Command, helpCommand } from './command.ts';
import { parse, port } from './command-line.ts';
import { onSignals } from './on-signals.ts';
import { announce } from './running.ts';

const options = {
  port: { type: 'string' },
  'redis-port': { type: 'string' },
  'dns-port': { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** Starts a sandbox and keeps it running until a signal ends it: then no process is left behind. */
export const up: Command = {
  arguments: '[--port 4566] [--redis-port N] [--dns-port N] [--json]',
  summary: 'starts a sandbox and keeps it running; Ctrl-C ends it',
  run: async (args) => {
    const { values } = parse({ args: [...args], options }, helpCommand);
    const redisPort = port('--redis-port', values['redis-port']);
    const dnsPort = port('--dns-port', values['dns-port']);
    const awsPort = port('--port', values.port) ?? 4566;

    const ending: (() => Promise<void>)[] = [];
    onSignals(async () => {
      for (const end of ending.reverse()) await end();
    });
    const { directory, synthesised } = await freshAssembly();
    if (synthesised && !values.json) console.error('synthesised cdk.out anew');
    const world = await startWorld({
      ...{ assembly: directory, port: awsPort, schedules: 'running', alarms: 'running' },
      ...(redisPort && { redisPort }),
      ...(dnsPort && { dnsPort }),
    });
    ending.push(world.stop);
    ending.push(await announce(world));
    const card = addressCard(world);
    if (values.json) console.log(JSON.stringify(card));
    else for (const line of [...cardLines(card), 'Ctrl-C ends it.']) console.log(line);
    return await new Promise<never>(() => {});
  },
};
