import { format } from 'node:util';

type Say = (line: string) => void;

const LEVELS = {
  log: 'INFO',
  info: 'INFO',
  debug: 'DEBUG',
  trace: 'TRACE',
  warn: 'WARN',
  error: 'ERROR',
  fatal: 'FATAL',
};

/**
 * Captures what a function prints. `console` becomes one log event per call in the text format of Lambda's Node runtime
 * (time, request id, level, message); what is written to the streams goes line by line, unchanged.
 */
export const takeConsole = (say: Say, requestId: () => string | undefined): void => {
  for (const [method, level] of Object.entries(LEVELS))
    Object.assign(console, {
      [method]: (...args: unknown[]) =>
        say([new Date().toISOString(), requestId() ?? 'undefined', level, format(...args)].join('\t')),
    });
  for (const stream of [process.stdout, process.stderr]) Object.assign(stream, { write: lineWriter(say) });
};

/** A stream's `write` that says whole lines; an unfinished last line waits for its end. */
const lineWriter = (say: Say) => {
  let rest = '';
  return (chunk: string | Uint8Array, ...others: unknown[]): boolean => {
    const lines = (rest + (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) say(line);
    const callback = others.at(-1);
    if (typeof callback === 'function') process.nextTick(() => callback());
    return true;
  };
};
