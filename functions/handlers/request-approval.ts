import * as z from 'zod';
import { journal } from '../aws/journal.ts';
import { pager } from '../aws/pager.ts';
import { ClaimLost, InvalidRequest } from '../contract/errors.ts';
import { RunState } from '../contract/run-state.ts';
import { approvalMessage } from '../domain/messages/approval.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import type { Ports } from '../ports.ts';

/** The workflow's state, and the token that answers. */
export const RequestApprovalInput = z.object({ state: RunState, token: z.string().min(1) });

type Used = Pick<Ports, 'journal' | 'pager'>;

/**
 * Task state `RequestApproval`: send people the evidence and the command that answers.
 *
 * The workflow waits for the token, not for this function. May be retried: people may get the same message twice.
 * The claim yields meanwhile, so that a human's own request, or a run that would promote, is not kept waiting.
 */
export const requestApproval =
  ({ journal, pager }: Used, { region }: Settings) =>
  async ({
    state: { run, assessment },
    token,
  }: z.infer<typeof RequestApprovalInput>): Promise<{ askedPeople: true }> => {
    if (!assessment) throw new InvalidRequest('state.assessment: nothing was assessed that could be approved');
    if (!(await journal.setYielding(run.datastore, run.execution.id, true)))
      throw new ClaimLost(`another run took ${run.datastore} over`);
    await pager.page(approvalMessage({ run, assessment, region, token }));
    return { askedPeople: true };
  };

export const requestApprovalStep = step(RequestApprovalInput, { journal, pager }, requestApproval);
export const handler = deployed(requestApprovalStep);
