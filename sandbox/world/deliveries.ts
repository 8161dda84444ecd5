import type { CloudwatchDependencies } from '../aws/services/cloudwatch/ports.ts';
import type { SnsDependencies } from '../aws/services/sns.ts';
import type { Permissions } from '../cloudformation.ts';
import type { History } from '../history.ts';
import type { LambdaRuntime } from '../lambda.ts';

interface Dependencies {
  readonly lambda: Pick<LambdaRuntime, 'invoke'>;
  readonly permissions: Permissions;
  readonly history: History;
  readonly account: string;
}

interface Delivery {
  readonly region: string;
  readonly functionArn: string;
  readonly principal: string;
  readonly sourceArn: string;
  readonly event: unknown;
}

/**
 * What AWS services hand to functions in their own name: asynchronously, and only if the function's resource policy
 * lets that service invoke it for that source. A refusal is recorded; nobody is told, as in AWS.
 */
export const deliveries = ({ lambda, permissions, history, account }: Dependencies) => {
  const deliver = async ({ region, functionArn, principal, sourceArn, event }: Delivery): Promise<void> => {
    const detail = { functionArn, principal, sourceArn };
    if (!permissions.allow({ functionArn, principal, sourceArn, sourceAccount: account })) {
      history.append({ kind: 'effect', region, name: 'lambda:DeliveryRefused', detail });
      return;
    }
    try {
      const payload = JSON.stringify(event);
      await lambda.invoke({ functionName: functionArn, region, payload, invocationType: 'Event', from: region });
    } catch (error) {
      history.append({
        kind: 'effect',
        region,
        name: 'lambda:DeliveryFailed',
        detail: { ...detail, error: String(error) },
      });
    }
  };
  const alarm: CloudwatchDependencies['actions']['lambda'] = ({ region, functionArn, alarmArn, event }) => {
    const principal = 'lambda.alarms.cloudwatch.amazonaws.com';
    void deliver({ region, functionArn, principal, sourceArn: alarmArn, event });
  };
  const notification: NonNullable<SnsDependencies['lambda']> = ({ region, functionArn, event }) => {
    const sourceArn = event.Records[0]?.Sns.TopicArn ?? '';
    void deliver({ region, functionArn, principal: 'sns.amazonaws.com', sourceArn, event });
  };
  return { alarm, notification };
};
