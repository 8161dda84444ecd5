import { sleep } from '../clock.ts';
import { ownMetrics } from './own-metrics.ts';
import type { LambdaPorts } from './ports.ts';
import { type Attempt, runInvocation, type Stage } from './run-invocation.ts';

/** Lambda's defaults: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const RETRIES = 2;
const MAXIMUM_AGE_SECONDS = 21_600;
const RETRY_DELAYS_MS = [60_000, 120_000];

type Condition = 'RetriesExhausted' | 'EventAgeExceeded';

/**
 * Runs an event to its end: again after a failure, as often as the function's configuration allows, then it is given
 * up and counted as dropped. Every attempt has the same request id.
 */
export const runEvent = async (
  stage: Stage & { ports: Pick<LambdaPorts, 'retryDelaysMs'> },
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
    if (attempts > maximumRetryAttempts) return giveUp(stage, event, { condition: 'RetriesExhausted', attempts });
    const delayMs = retryDelaysMs[attempts - 1] ?? retryDelaysMs.at(-1) ?? 0;
    if (clock.now() + delayMs > expiresAt) return giveUp(stage, event, { condition: 'EventAgeExceeded', attempts });
    await sleep(clock, delayMs);
    if (event.stopped()) return;
  }
};

const giveUp = (
  { ports }: Stage,
  { spec: { name, region }, requestId }: Attempt,
  { condition, attempts }: { condition: Condition; attempts: number },
): void => {
  const detail = { phase: 'dropped', requestId, condition, attempts };
  ports.history.append({ kind: 'function', region, name, detail });
  ports.publish?.(region, ownMetrics(name, { AsyncEventsDropped: 1 }));
};
