import { parse, wholeNumber } from '../commands/command-line.ts';

export interface Flags {
  readonly help: boolean;
  readonly json: boolean;
  readonly keep: boolean;
  readonly seed: number;
  readonly timeoutMs: number;
  readonly ports: { readonly port?: number; readonly redisPort?: number; readonly dnsPort?: number };
}

export const help = `script/drill: loses a whole Region of the sandbox, and shows how the failover goes.

  --seed N        of everything that is drawn by lot, to repeat a run       (default 1)
  --timeout N     seconds after which what has not happened counts as failed (default 180)
  --keep          leave the sandbox running at the end; Ctrl-C ends it
  --json          only the report, on stdout
  --port N        of the AWS endpoint                                       (default: a free one)
  --redis-port N  of the Redis endpoints, the same on every address         (default: a free one)
  --dns-port N    of the DNS server                                         (default: a free one)
  --help          this text

Writes drill-report.json. Exit status: 0 every check held, 1 one did not, 2 the drill could not start.`;

/** Reads the command line. Throws `UsageError`. */
export const readFlags = (args: readonly string[]): Flags => {
  const text = { type: 'string' } as const;
  const options = {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
    keep: { type: 'boolean' },
    seed: text,
    timeout: text,
    port: text,
    'redis-port': text,
    'dns-port': text,
  } as const;
  const { values } = parse({ args: [...args], options }, 'script/drill --help');
  const numberOf = (flag: 'port' | 'redis-port' | 'dns-port'): number | undefined =>
    wholeNumber(`--${flag}`, values[flag], { least: 1, most: 65_535 });
  const [port, redisPort, dnsPort] = [numberOf('port'), numberOf('redis-port'), numberOf('dns-port')];
  return {
    help: values.help ?? false,
    json: values.json ?? false,
    keep: values.keep ?? false,
    seed: wholeNumber('--seed', values.seed, { least: 0, most: 4_294_967_295 }) ?? 1,
    timeoutMs: (wholeNumber('--timeout', values.timeout, { least: 30, most: 3600 }) ?? 180) * 1000,
    ports: { ...(port && { port }), ...(redisPort && { redisPort }), ...(dnsPort && { dnsPort }) },
  };
};
