import { type CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { Clock } from '../../clock.ts';
import { clientErrors } from '../../world.ts';
import { every } from './every.ts';

interface Options {
  readonly cloudwatch: CloudWatchClient;
  readonly datastore: string;
  readonly client: { readonly errors: number };
  readonly everyMs: number;
  readonly clock: Clock;
}

/** Counts a client's new errors in the metric that the client alarm watches; none is a count too. Ends with the returned function. */
export const publishErrors = ({ cloudwatch, datastore, client, everyMs, clock }: Options): (() => void) => {
  let counted = client.errors;
  const { Namespace, MetricName, Dimensions } = clientErrors(datastore);
  const stop = every(clock, async () => {
    const errors = client.errors;
    const datum = { MetricName, Dimensions, Value: errors - counted, Unit: 'Count' as const, StorageResolution: 1 };
    try {
      await cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData: [datum] }));
      counted = errors;
    } catch {
      // What was not counted now is counted with the next.
    }
    return everyMs;
  });
  return () => {
    stop();
    cloudwatch.destroy();
  };
};
