import type { Service } from '../aws/service.ts';
import type { Cloudwatch } from '../aws/services/cloudwatch.ts';
import type { Dynamodb } from '../aws/services/dynamodb.ts';
import type { Logs } from '../aws/services/logs.ts';
import type { Sns } from '../aws/services/sns.ts';
import type { States } from '../aws/services/states.ts';
import type { Iam } from '../iam.ts';
import type { LambdaRuntime } from '../lambda.ts';
import type { Schedules } from '../schedules.ts';
import type { Permissions } from './permissions.ts';
import type { Trusts } from './trusts.ts';

/** Where deployed resources come to be. */
export interface Targets {
  readonly iam: Pick<Iam, 'allow' | 'trust'>;
  /** Documents of the managed policies that were deployed, by ARN. */
  readonly policies: Map<string, unknown>;
  readonly trusts: Trusts;
  readonly permissions: Permissions;
  readonly lambda: Pick<LambdaRuntime, 'deploy' | 'find'>;
  readonly states: Pick<States, 'createStateMachine'>;
  readonly schedules: Pick<Schedules, 'add'>;
  readonly cloudwatch: Pick<Cloudwatch, 'service'>;
  readonly ssm: Service;
  readonly sns: Pick<Sns, 'ensureTopic' | 'setTopicPolicy' | 'subscribe'>;
  readonly logs: Pick<Logs, 'ensureGroup'>;
  readonly dynamodb: Pick<Dynamodb, 'ensureTable'>;
}
