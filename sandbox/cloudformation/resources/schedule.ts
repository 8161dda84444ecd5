import * as z from 'zod';
import { rateMs } from '../../schedules.ts';
import { resourceType } from '../resource-type.ts';

const Target = z.strictObject({
  Arn: z.string().regex(/^arn:aws:lambda:/, 'the sandbox schedules functions only'),
  RoleArn: z.string(),
  Input: z.string().optional(),
  // What Lambda accepted is Lambda's to retry, and it always answers here.
  RetryPolicy: z.unknown().optional(),
  DeadLetterConfig: z.unknown().optional(),
});

export const schedule = resourceType(
  z.strictObject({
    Name: z.string().max(64).optional(),
    GroupName: z.string().default('default'),
    ScheduleExpression: z.string(),
    FlexibleTimeWindow: z.looseObject({ Mode: z.literal('OFF', 'the sandbox has no flexible time windows') }),
    Target,
    State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
    Description: z.string().optional(),
    ScheduleExpressionTimezone: z.string().optional(),
  }),
  ({ Name, GroupName, ScheduleExpression, Target, State }, context) => {
    const { targets, region, account } = context;
    const everyMs = rateMs(ScheduleExpression);
    if (everyMs === undefined)
      throw new Error(`ScheduleExpression: expected rate(n minutes), found ${ScheduleExpression}`);
    const refusal = 'The execution role you provide must allow AWS EventBridge Scheduler to assume the role.';
    targets.trusts.check(Target.RoleArn, { service: 'scheduler.amazonaws.com', refusal });

    const name = Name ?? context.generatedName(64);
    const arn = `arn:aws:scheduler:${region}:${account}:schedule/${GroupName}/${name}`;
    const { Arn: targetArn, RoleArn: roleArn, Input: input } = Target;
    targets.schedules.add({ region, name, arn, everyMs, targetArn, roleArn, input, enabled: State === 'ENABLED' });
    return { ref: name, attributes: { Arn: arn } };
  },
);
