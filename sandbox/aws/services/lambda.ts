import type { LambdaRuntime } from '../../lambda.ts';
import type { Service } from '../service.ts';

/** AWS Lambda, over the functions that were deployed. */
export const createLambdaService = (_dependencies: { readonly runtime: LambdaRuntime }): Service => ({
  id: 'lambda',
  operations: {},
});
