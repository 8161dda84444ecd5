import { metrics } from '../contract/names.ts';
import { summary } from './summary.ts';
import type { World } from './world.ts';

/** What middy hands to a middleware, as far as this one reads it. */
interface Request {
  readonly event: unknown;
  readonly context: { readonly awsRequestId?: string; readonly functionName?: string };
  readonly response: unknown;
  readonly error: Error | null | undefined;
  readonly internal: Record<string, unknown>;
}

/** Lines come every minute: two levels tell what happened, the execution's history holds the rest. */
const outerLevels = 2;

/** One structured line per invocation: input, outcome, reason, duration; and a count of failures. Never sets a response. */
export const oneLine = ({ clock, counter, log }: World) => {
  const common = ({ event, context, internal }: Request) => ({
    requestId: context.awsRequestId,
    durationMs: clock.now().getTime() - Number(internal.startedAt),
    input: summary(event, outerLevels),
  });

  return {
    before: ({ internal }: Request): void => {
      internal.startedAt = clock.now().getTime();
    },
    after: (request: Request): void => {
      log.info('step done', { ...common(request), output: summary(request.response, outerLevels) });
    },
    onError: (request: Request): void => {
      const { error } = request;
      const { functionName = 'unnamed' } = request.context;
      counter.count(metrics.stepFailed, { Function: functionName, Error: error?.name ?? 'Error' });
      log.warn('step failed', { ...common(request), error: summary(error?.name), reason: summary(error?.message) });
    },
  };
};
