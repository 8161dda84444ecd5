import type { CaughtError } from '../contract/run-state.ts';

/**
 * Answers of FailoverGlobalReplicationGroup that say it was not accepted, by the SDK's names.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_FailoverGlobalReplicationGroup.html
 */
const refusals: readonly string[] = [
  'GlobalReplicationGroupNotFoundFault',
  'InvalidGlobalReplicationGroupStateFault',
  'InvalidParameterValueException',
  'InvalidParameterCombinationException',
  'AccessDenied',
  'AccessDeniedException',
  'Throttling',
  'ThrottlingException',
  'RequestLimitExceeded',
];

/** Whether ElastiCache said no. A timeout, a reset or a 5xx says nothing about the effect. */
export const isRefusal = ({ Error: name }: CaughtError): boolean => refusals.includes(name);
