import * as z from 'zod';

const state = z.object({ value: z.string(), timestamp: z.string() });

/**
 * What CloudWatch hands a Lambda function as an alarm's direct action. A hint only: everything in it is read back.
 * Members we do not use are let through, because AWS adds some.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html
 */
export const AlarmEvent = z.object({
  source: z.literal('aws.cloudwatch'),
  alarmArn: z.string(),
  accountId: z.string(),
  region: z.string(),
  time: z.string(),
  alarmData: z.object({ alarmName: z.string(), state }),
});
export type AlarmEvent = z.infer<typeof AlarmEvent>;
