import * as z from 'zod';

/** The environment variables that a deployed function needs beyond those Lambda sets. Each function gets what it uses. */
export const variables = {
  journalTable: 'JOURNAL_TABLE',
  topicArn: 'TOPIC_ARN',
  stateMachineArn: 'STATE_MACHINE_ARN',
} as const;

/** What a function reads of its environment, once. */
export const EnvironmentVariables = z.object({
  AWS_REGION: z.string().min(1),
  JOURNAL_TABLE: z.string().min(1).optional(),
  TOPIC_ARN: z.string().min(1).optional(),
  STATE_MACHINE_ARN: z.string().min(1).optional(),
});
export type EnvironmentVariables = z.infer<typeof EnvironmentVariables>;
