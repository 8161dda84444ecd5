import type { ApprovalRequest, Asked } from '../../contract/approval.ts';
import type { Assessment, Run } from '../../contract/execution.ts';
import { askedAbout, needsSecondPerson } from '../approval.ts';
import { evidenceLines } from './evidence-lines.ts';
import { type Message, message, type Told } from './message.ts';
import { rebuilding } from './runbook-section.ts';
import { separationQuestion } from './separation-lines.ts';

interface Facts {
  readonly run: Run;
  readonly assessment: Assessment;
  readonly request: ApprovalRequest;
  readonly region: string;
  readonly token: string;
  /** What became of the promotion, where people are asked what to do about it. */
  readonly detail?: string | undefined;
}

/** Asks people to approve a change: the evidence, the loss to expect, and the two commands that answer. */
export const approvalMessage = (facts: Facts): Message => {
  const { run, assessment, request, region, token } = facts;
  const { asked, expiresAt } = request;
  const answer = JSON.stringify({ approvedBy: 'YOUR NAME', ...asked });
  const lines = [
    ...question(facts),
    '',
    ...evidenceLines(assessment.evidence),
    ...(asked.action === 'promote' ? setAside(assessment) : []),
    '',
    `An approval counts once, for exactly this: ${asked.action} ${asked.target}, epoch ${asked.epoch}, a loss of ${loss(asked)}.`,
    ...room(asked),
    `The evidence is read again before anything is changed. This request expires at ${expiresAt}; a later one replaces it.`,
    ...(needsSecondPerson(run)
      ? [`Somebody else than ${run.requestedBy ?? 'whoever started the run'} must approve it: two people decide this.`]
      : []),
    '',
    'To approve, with your name:',
    `aws stepfunctions send-task-success --region ${region} --task-token '${token}' --task-output '${answer}'`,
    '',
    'To decline:',
    `aws stepfunctions send-task-failure --region ${region} --task-token '${token}' --error ApprovalDeclined --cause 'YOUR REASON'`,
    '',
    `Execution: ${run.execution.id}`,
  ];
  return message(`APPROVE? ${run.datastore}: ${titles[asked.action](region)}`, { lines, about: about(facts) });
};

/** How to answer; what a yes would set aside, or what nothing undoes. */
const about = ({ request, assessment }: Facts): Told['about'] =>
  request.asked.action === 'separate'
    ? ['Last resort: separate', rebuilding]
    : ['A request for approval', ...askedAbout(assessment.decision).map(({ guard }) => guard)];

const titles: Readonly<Record<Asked['action'], (region: string) => string>> = {
  promote: (region) => `make ${region} the primary`,
  separate: (region) => `SEPARATE ${region} from its Global Datastore`,
};

const question = ({ run, assessment, request, region, detail }: Facts): string[] =>
  request.asked.action === 'promote'
    ? [`${run.datastore}: may ${region} become the primary? ${assessment.decision.reason}.`]
    : separationQuestion({
        datastore: run.datastore,
        region,
        from: assessment.evidence.roles.primary ?? 'the old primary',
        detail: detail ?? 'nothing more is known',
      });

/** Each guard that a yes sets aside, and each that whoever started the run has waived already. */
const setAside = ({ decision }: Assessment): string[] => {
  const asked = askedAbout(decision);
  const before = decision.waived.filter((waived) => !asked.includes(waived));
  return [
    ...asked.map(({ guard, reason }) => `You would waive ${guard}: ${reason}`),
    ...before.map(({ guard, reason }) => `Waived by the request: ${guard}: ${reason}`),
  ];
};

/** Why a yes allows more loss than is expected. */
const room = ({ lossBoundMs }: Asked): string[] =>
  lossBoundMs === 'unknown'
    ? []
    : ['That is the loss to expect, and as much more as the policy accepts without asking.'];

const loss = ({ lossBoundMs }: Asked): string =>
  lossBoundMs === 'unknown' ? 'unknown size' : `at most ${(lossBoundMs / 1000).toFixed(1)} s of writes`;
