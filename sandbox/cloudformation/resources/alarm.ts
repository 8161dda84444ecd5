import * as z from 'zod';
import { administratorCall } from '../../world/administrator-call.ts';
import { type DeployContext, type Deployed, resourceType } from '../resource-type.ts';

/** The properties are the members of the API's request; CloudWatch itself refuses what does not fit. */
const Alarm = z.looseObject({ AlarmName: z.string().optional() });

const put = (operation: 'PutMetricAlarm' | 'PutCompositeAlarm') =>
  resourceType(Alarm, async (properties, context): Promise<Deployed> => {
    const AlarmName = properties.AlarmName ?? context.generatedName(255);
    const input = { ...properties, AlarmName };
    await administratorCall(context.targets.cloudwatch.service, operation, { input, ...context });
    return { ref: AlarmName, attributes: { Arn: arnOf(AlarmName, context) } };
  });

const arnOf = (name: string, { region, account }: DeployContext): string =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:${name}`;

export const alarm = put('PutMetricAlarm');
export const compositeAlarm = put('PutCompositeAlarm');
