import type { Entry } from '../../sandbox/history.ts';
import type { World } from '../../sandbox/world.ts';
import { sum, type Usage } from '../prices.ts';

/**
 * Durations are those of this machine, where everything is near. A Lambda of 256 or 512 MB has a seventh to a third of
 * a CPU and a network around it; its time is counted this many times. Time spent asleep is not.
 */
export const slowerOnAws = 3;

/** CloudWatch Logs adds this to the bytes of each line. */
const lineOverhead = 26;

/** What AWS would charge for what happened, item by item. */
export const usedIn = (entries: readonly Entry[], world: World): Usage =>
  sum(...entries.map((entry) => usedBy(entry, world)));

const usedBy = ({ kind, name, region, detail = {} }: Entry, { lambda }: World): Usage => {
  switch (kind) {
    case 'function': {
      if (detail.phase !== 'end' && detail.phase !== 'cold') return {};
      const memoryGb = (lambda.find(name, region ?? '')?.memoryMb ?? 0) / 1024;
      const ms = Number(detail.phase === 'cold' ? detail.initMs : detail.durationMs);
      const lambdaGbSecond = (ms / 1000) * slowerOnAws * memoryGb;
      return { lambdaGbSecond, ...(detail.phase === 'end' && { lambdaRequest: 1 }) };
    }
    case 'state':
      return detail.at === 'entered' ? { stateTransition: 1 } : {};
    case 'log':
      return { logByte: Buffer.byteLength(String(detail.message)) + lineOverhead };
    case 'page':
      return { page: 1 };
    case 'call':
      return usedByCall(name, Object(detail.input));
    default:
      return {};
  }
};

const usedByCall = (name: string, input: { MetricDataQueries?: readonly unknown[]; Item?: unknown }): Usage => {
  switch (name) {
    case 'monitoring:PutMetricData':
    case 'monitoring:DescribeAlarms':
      return { cloudwatchRequest: 1 };
    case 'monitoring:GetMetricData':
      return { metricRead: input.MetricDataQueries?.length ?? 0 };
    case 'dynamodb:GetItem':
      return { journalRead: 1 };
    case 'dynamodb:PutItem':
    case 'dynamodb:UpdateItem':
      return { journalWrite: Math.max(1, Math.ceil(JSON.stringify(input.Item ?? {}).length / 1024)) };
    case 'events:PutEvents':
      return { customEvent: 1 };
    default:
      return {};
  }
};
