import * as z from 'zod';
import { journal } from '../aws/journal.ts';
import { pager } from '../aws/pager.ts';
import type { ApprovedAction, Asked } from '../contract/approval.ts';
import { ClaimLost, InvalidRequest } from '../contract/errors.ts';
import { Redrive, RunState } from '../contract/run-state.ts';
import { needsSecondPerson, promotionProposed, requestOf, separationProposed, withRoom } from '../domain/approval.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { approvalMessage } from '../domain/messages/approval.ts';
import { principalOf } from '../domain/principal.ts';
import { stopIfRedriven } from '../domain/redriven.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';

/** The workflow's state, and the token that answers. */
export const RequestApprovalInput = z.object({ state: RunState, redrive: Redrive, token: z.string().min(1) });

type Used = Pick<Ports, 'clock' | 'journal' | 'pager'>;

/**
 * Task state `RequestApproval`: send people the evidence and the command that answers.
 *
 * The workflow waits for the token, not for this function. What is asked is noted in the journal first, in place of any
 * earlier request: an answer counts for that, once. May be retried: people may be asked twice, and the last request
 * counts. The claim yields meanwhile, so that a human's own request, or a run that would promote, is not kept waiting.
 */
export const requestApproval =
  ({ clock, journal, pager }: Used, { region, config }: Settings) =>
  async ({
    state,
    redrive,
    token,
    action = 'promote',
  }: z.infer<typeof RequestApprovalInput> & { action?: ApprovedAction }): Promise<{ askedPeople: true }> => {
    const { run, assessment, check } = state;
    stopIfRedriven({ run, redrive });
    if (!assessment) throw new InvalidRequest('state.assessment: nothing was assessed that could be approved');
    // Nobody could approve it: the approver must be told apart from whoever started the run.
    const starter = principalOf(run.requestedBy);
    if (needsSecondPerson(run) && 'problem' in starter) throw new InvalidRequest(`requestedBy: ${starter.problem}`);

    const { policy } = datastoreOf(config, run.datastore);
    const { evidence } = assessment;
    const asked = withRoom(proposedChange(action, state, assessment), { evidence, policy });
    const request = requestOf(asked, { owner: run.execution.id, now: clock.now(), seconds: run.waits.approval });
    if (!(await journal.ask(run.datastore, request))) throw new ClaimLost(`another run took ${run.datastore} over`);
    await pager.page(approvalMessage({ run, assessment, request, region, token, detail: check?.detail }));
    return { askedPeople: true };
  };

const proposedChange = (
  action: ApprovedAction,
  { run, check }: RunState,
  assessment: NonNullable<RunState['assessment']>,
): Asked => {
  if (action === 'promote') return promotionProposed(run.datastore, assessment);
  if (!check) throw new InvalidRequest('state.check: nothing was promoted that people could be asked to separate');
  return separationProposed(run.datastore, { epoch: check.epoch, evidence: assessment.evidence });
};

export const requestApprovalStep = step(RequestApprovalInput, { clock, journal, pager }, requestApproval);
export const handler = deployed(requestApprovalStep);
