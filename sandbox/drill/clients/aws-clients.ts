import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SSMClient } from '@aws-sdk/client-ssm';
import { HttpRequest } from '@smithy/core/protocols';
import type { Place } from '../../aws/service.ts';

export interface AwsOptions {
  readonly endpoint: string;
  /** Where in the sandbox's world the caller sits. */
  readonly from: Place;
  readonly deadlineMs: number;
}

const optionsFor = (region: string, { endpoint, deadlineMs }: AwsOptions) => ({
  region,
  endpoint,
  credentials: { accessKeyId: 'application', secretAccessKey: 'sandbox' },
  maxAttempts: 1,
  requestHandler: { connectionTimeout: deadlineMs, requestTimeout: deadlineMs, throwOnRequestTimeout: true },
});

/** By this header the sandbox's front knows where a request comes from. */
const markPlace = (request: unknown, place: Place): void => {
  if (HttpRequest.isInstance(request)) request.headers['x-sandbox-from'] = place;
};

const marking = { step: 'finalizeRequest', name: 'sandboxPlace' } as const;

/** Parameter Store of a Region, as an application elsewhere calls it. */
export const ssmFrom = (region: string, options: AwsOptions): SSMClient => {
  const client = new SSMClient(optionsFor(region, options));
  client.middlewareStack.add(
    (next) => async (args) => {
      markPlace(args.request, options.from);
      return await next(args);
    },
    marking,
  );
  return client;
};

/** CloudWatch of a Region, as an application calls it. */
export const cloudwatchFrom = (region: string, options: AwsOptions): CloudWatchClient => {
  const client = new CloudWatchClient(optionsFor(region, options));
  client.middlewareStack.add(
    (next) => async (args) => {
      markPlace(args.request, options.from);
      return await next(args);
    },
    marking,
  );
  return client;
};
