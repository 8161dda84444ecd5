import { sleep } from '../clock.ts';
import type { InvocationResult } from './invocation.ts';
import type { LambdaPorts } from './ports.ts';
import { type Attempt, runInvocation, type Stage } from './run-invocation.ts';

/** Lambda's defaults: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRIES = 2;
const MAXIMUM_AGE_SECONDS = 21_600;
const RETRY_DELAYS_MS = [60_000, 120_000];

type Condition = 'RetriesExhausted' | 'EventAgeExceeded';

/**
 * Runs an event to its end: again after a failure, as often as the function's configuration allows, then it is given
 * up and goes to the on-failure destination. Every attempt has the same request id.
 */
export const runEvent = async (
  stage: Stage & { ports: Pick<LambdaPorts, 'deliverFailure' | 'retryDelaysMs'> },
  event: Attempt & { readonly acceptedAt: number; readonly stopped: () => boolean },
): Promise<void> => {
  const { clock, retryDelaysMs = RETRY_DELAYS_MS } = stage.ports;
  const { maximumRetryAttempts = RETRIES, maximumEventAgeSeconds = MAXIMUM_AGE_SECONDS } = event.spec.asyncConfig ?? {};
  const expiresAt = event.acceptedAt + maximumEventAgeSeconds * 1000;
  for (let attempts = 1; ; attempts += 1) {
    await stage.daylight.until(event.spec.region);
    if (clock.now() > expiresAt) return giveUp(stage, event, { condition: 'EventAgeExceeded', attempts: attempts - 1 });
    const result = await runInvocation(stage, event);
    if (!result.functionError || event.stopped()) return;
    if (attempts > maximumRetryAttempts)
      return giveUp(stage, event, { condition: 'RetriesExhausted', attempts, result });
    const delayMs = retryDelaysMs[attempts - 1] ?? retryDelaysMs.at(-1) ?? 0;
    if (clock.now() + delayMs > expiresAt)
      return giveUp(stage, event, { condition: 'EventAgeExceeded', attempts, result });
    await sleep(clock, delayMs);
    if (event.stopped()) return;
  }
};

const giveUp = (
  { ports }: Stage & { ports: Pick<LambdaPorts, 'deliverFailure'> },
  { spec, requestId, payload, functionArn }: Attempt,
  { condition, attempts, result }: { condition: Condition; attempts: number; result?: InvocationResult },
): void => {
  const { name, region, asyncConfig } = spec;
  const destination = asyncConfig?.onFailure;
  ports.history.append({
    kind: 'function',
    region,
    name,
    detail: { phase: 'dropped', requestId, condition, attempts, ...(destination && { destination }) },
  });
  if (!destination) return;
  const record = {
    version: '1.0',
    timestamp: new Date(ports.clock.now()).toISOString(),
    requestContext: { requestId, functionArn: `${functionArn}:$LATEST`, condition, approximateInvokeCount: attempts },
    requestPayload: JSON.parse(payload),
    ...(result && {
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: JSON.parse(result.payload),
    }),
  };
  ports.deliverFailure?.(destination, JSON.stringify(record), region);
};
