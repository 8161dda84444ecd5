import type { InvokeMessage } from './protocol.ts';

/** The context object of one invocation: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export const contextOf = ({ requestId, remainingMs, functionArn }: InvokeMessage): object => {
  const deadline = performance.now() + remainingMs;
  const { env } = process;
  return {
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: functionArn,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: requestId,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
};
