import { type Clock, sleep } from '../clock.ts';
import type { LambdaRuntime } from '../lambda.ts';

export interface DeliveryQuality {
  lose: number;
  duplicate: number;
  delayMs: number;
}

/** How AWS's own services hand events to functions: at least once, usually; a run may make it worse. */
export const deliveringLambda = (
  lambda: LambdaRuntime,
  { clock, random, quality }: { clock: Clock; random: () => number; quality: DeliveryQuality },
): LambdaRuntime => ({
  ...lambda,
  invoke: async (invocation) => {
    const { invocationType, callerRoleArn } = invocation;
    if (invocationType !== 'Event' || callerRoleArn !== undefined) return await lambda.invoke(invocation);
    if (random() < quality.duplicate)
      void sleep(clock, 1 + quality.delayMs * random()).then(() => lambda.invoke(invocation));
    if (quality.delayMs > 0) await sleep(clock, quality.delayMs);
    if (random() < quality.lose)
      return { requestId: 'lost', statusCode: 202, payload: '', executedVersion: '$LATEST', logTail: '' };
    return await lambda.invoke(invocation);
  },
});
