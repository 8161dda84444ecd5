import { metrics } from '../../../functions/contract/names.ts';
import { summary } from '../../../functions/middleware/summary.ts';
import type { Clock, Counter, Log } from '../../../functions/ports.ts';

type Say = (line: string) => void;

/** What `structuredLog` writes, without the Logger: a test holds the two to the same lines. */
export const logLines = (service: string, { clock, say }: { clock: Clock; say: Say }): Log => {
  const write = (level: 'INFO' | 'WARN', message: string, fields: Readonly<Record<string, unknown>> = {}): void => {
    const timestamp = clock.now().toISOString();
    say(JSON.stringify({ level, message, timestamp, service, sampling_rate: 0, ...Object(summary(fields)) }));
  };
  return {
    info: (message, fields) => write('INFO', message, fields),
    warn: (message, fields) => write('WARN', message, fields),
  };
};

/** What `embeddedCounter` writes: one metric in CloudWatch's embedded format, with exactly the dimensions given. */
export const counterLines = ({ clock, say }: { clock: Clock; say: Say }): Counter => ({
  count: (name, dimensions) => {
    const directive = {
      Namespace: metrics.namespace,
      Dimensions: [Object.keys(dimensions)],
      Metrics: [{ Name: name, Unit: 'Count' }],
    };
    const _aws = { Timestamp: clock.now().getTime(), CloudWatchMetrics: [directive] };
    say(JSON.stringify({ _aws, ...dimensions, [name]: 1 }));
  },
});
