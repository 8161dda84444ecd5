import { AwsError } from '../aws/service.ts';
import type { History } from '../history.ts';
import type { Authorize } from '../iam.ts';
import type { InvocationResult, LambdaRuntime } from '../lambda.ts';

export interface RoleInvocation {
  readonly functionName: string;
  readonly region: string;
  readonly roleArn: string;
  readonly payload: string;
  readonly invocationType: 'RequestResponse' | 'Event';
  /** Name of the assumed role's session, as it stands in refusals. */
  readonly session: string;
}

interface Dependencies {
  readonly lambda: Pick<LambdaRuntime, 'find' | 'invoke'>;
  readonly authorize: Authorize;
  readonly history: History;
  readonly account: string;
}

/**
 * Invokes a function as a role that an AWS service assumed (Step Functions, Scheduler): allowed if the role's policies
 * grant `lambda:InvokeFunction` on the function. Throws `AwsError` for what IAM or Lambda refuses.
 */
export const roleInvoke =
  ({ lambda, authorize, history, account }: Dependencies) =>
  async (asked: RoleInvocation): Promise<InvocationResult> => {
    const { functionName, region, roleArn, payload, invocationType } = asked;
    const arn = arnOf(functionName, { region, account });
    const verdict = authorize({ kind: 'role', roleArn }, { action: 'lambda:InvokeFunction', resources: [arn] });
    const note = (outcome: string): void =>
      history.append({
        kind: 'call',
        region,
        name: 'lambda:Invoke',
        detail: { from: region, principal: roleArn, outcome, input: { FunctionName: functionName } },
      });

    if (!verdict.allowed) {
      note('AccessDeniedException');
      const user = `arn:aws:sts::${account}:assumed-role/${roleArn.split('/').at(-1)}/${asked.session}`;
      const sentence = `User: ${user} is not authorized to perform: lambda:InvokeFunction on resource: ${verdict.resource} ${verdict.reason}`;
      throw new AwsError('AccessDeniedException', sentence, { status: 403 });
    }
    try {
      const result = await lambda.invoke({
        functionName,
        region,
        payload,
        invocationType,
        from: region,
        callerRoleArn: roleArn,
      });
      note('OK');
      return result;
    } catch (error) {
      note(error instanceof AwsError ? error.code : 'Failed');
      throw error;
    }
  };

const arnOf = (functionName: string, { region, account }: { region: string; account: string }): string =>
  functionName.startsWith('arn:') ? functionName : `arn:aws:lambda:${region}:${account}:function:${functionName}`;
