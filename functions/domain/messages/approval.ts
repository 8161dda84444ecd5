import type { Assessment, Run } from '../../contract/execution.ts';
import { evidenceLines } from './evidence-lines.ts';
import { type Message, message } from './message.ts';

/** Asks people to approve a promotion: the evidence, the loss to expect, and the two commands that answer. */
export const approvalMessage = (facts: {
  run: Run;
  assessment: Assessment;
  region: string;
  token: string;
}): Message => {
  const { run, assessment, region, token } = facts;
  const answer = `aws stepfunctions send-task-success --region ${region} --task-token '${token}' --task-output '{"approvedBy":"YOUR NAME"}'`;
  const decline = `aws stepfunctions send-task-failure --region ${region} --task-token '${token}' --error ApprovalDeclined --cause 'YOUR REASON'`;
  return message(`APPROVE? ${run.datastore}: make ${region} the primary`, [
    `${run.datastore}: may ${region} become the primary? ${assessment.decision.reason}.`,
    '',
    ...evidenceLines(assessment.evidence),
    '',
    `The evidence is read again before anything is changed. This request expires ${run.waits.approval} s after it was sent; it can be answered once.`,
    '',
    'To approve:',
    answer,
    '',
    'To decline:',
    decline,
    '',
    `Execution: ${run.execution.id}`,
  ]);
};
