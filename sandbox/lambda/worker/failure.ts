/** The error document of Lambda's Node runtime (aws-lambda-nodejs-runtime-interface-client, `toRapidResponse`). */
export const failurePayload = (error: unknown): string => {
  if (error instanceof Error)
    return JSON.stringify({
      errorType: error.name,
      errorMessage: error.message,
      trace: (error.stack ?? '').split('\n'),
    });
  return JSON.stringify({ errorType: typeof error, errorMessage: String(error), trace: [] });
};

/** An error of the runtime itself, not of the function's code. */
export const runtimeError = (name: string, message: string): Error => {
  const error = new Error(message);
  error.name = name;
  error.stack = `${name}: ${message}\n${(error.stack ?? '').split('\n').slice(1).join('\n')}`;
  return error;
};
