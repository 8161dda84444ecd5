import { Approval } from '../../functions/contract/approval.ts';

/** The answer that a request for approval asks people to send, with a name in it. */
export const approvalIn = (page: string, approvedBy = 'grace'): Approval => {
  const [, output = '{}'] = /send-task-success .*--task-output '([^']+)'/.exec(page) ?? [];
  return Approval.parse({ ...JSON.parse(output), approvedBy });
};
