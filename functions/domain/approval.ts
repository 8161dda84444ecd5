import type { Approval, ApprovalRequest, Asked } from '../contract/approval.ts';
import type { Epoch } from '../contract/epoch.ts';
import { InvalidRequest, PlanChanged } from '../contract/errors.ts';
import type { Decision, Evidence, Objection } from '../contract/evidence.ts';
import type { Run } from '../contract/execution.ts';
import type { Policy } from '../contract/policy.ts';
import { guards } from '../contract/request.ts';
import { dataLosingGuards } from './decide.ts';
import { nextEpoch } from './epoch.ts';
import { notTwoPeople, principalOf } from './principal.ts';
import { toldLoss } from './told-loss.ts';

/** What people are asked about: whatever speaks against it, and each waiver that may lose data. */
export const askedAbout = (decision: Decision): readonly Objection[] => [
  ...decision.objections,
  ...decision.waived.filter(({ guard }) => dataLosingGuards.includes(guard)),
];

/** What promoting this Region comes to, by one look: the next epoch, what is set aside, and the loss bound of that look. */
export const promotionProposed = (datastore: string, look: { decision: Decision; evidence: Evidence }): Asked => {
  const { decision, evidence } = look;
  const against = new Set(askedAbout(decision).map(({ guard }) => guard));
  return {
    action: 'promote',
    datastore,
    target: evidence.here,
    epoch: proposedEpoch(evidence).counter,
    waives: guards.filter((guard) => against.has(guard)),
    lossBoundMs: evidence.target.lossBoundMs ?? 'unknown',
  };
};

/**
 * What separating this Region comes to: under the epoch of the promotion that led to no writes. It waives no
 * guard; whatever speaks against it when it is called still stops it.
 */
export const separationProposed = (
  datastore: string,
  { epoch, evidence }: { epoch: Epoch; evidence: Evidence },
): Asked => ({
  action: 'separate',
  datastore,
  target: evidence.here,
  epoch: epoch.counter,
  waives: [],
  lossBoundMs: evidence.target.lossBoundMs ?? 'unknown',
});

/**
 * The question as people get it. No two looks come to the same loss, so a yes allows what they are told and as much more as the
 * policy accepts without asking. What takes writes until it is demoted may lose any number: then they are told so.
 */
export const withRoom = (
  proposed: Asked,
  { evidence, policy }: { evidence: Evidence; policy: Pick<Policy, 'lossLimit'> },
): Asked => {
  const told = toldLoss(evidence);
  return { ...proposed, lossBoundMs: told === undefined ? 'unknown' : told + policy.lossLimit * 1000 };
};

/** The request for approval as it is noted when people are asked. */
export const requestOf = (
  asked: Asked,
  { owner, now, seconds }: { owner: string; now: Date; seconds: number },
): ApprovalRequest => ({
  owner,
  asked,
  askedAt: now.toISOString(),
  expiresAt: new Date(now.getTime() + seconds * 1000).toISOString(),
});

/**
 * Whether somebody else than who started the run must approve it. What an automatic run asks may be answered by
 * anybody who may answer; a run by hand asks only what may lose data.
 */
export const needsSecondPerson = ({ trigger }: Pick<Run, 'trigger'>): boolean => trigger === 'manual';

/** The epoch under which this Region would be promoted, by one look. */
export const proposedEpoch = ({ proposedEpoch, highestEpoch, here }: Evidence): Epoch =>
  proposedEpoch ?? nextEpoch(highestEpoch, here);

interface Occasion {
  readonly run: Run;
  /** The request as the journal holds it now. */
  readonly request: ApprovalRequest | undefined;
  /** What is about to be done, by the second look. */
  readonly doing: Asked;
  readonly now: Date;
}

/**
 * The request that this answer is good for, right before it is acted on: the run's own, open, in time, for the very
 * thing that is about to be done. Throws `InvalidRequest` where the answer is wrong, and `PlanChanged` where the world
 * moved on. Whatever it throws, nothing was changed.
 */
export const coveredBy = (answer: Approval, { run, request, doing, now }: Occasion): ApprovalRequest => {
  const who = needsSecondPerson(run) ? notTwoPeople(run.requestedBy, answer.approvedBy) : nobodyIn(answer);
  if (who) throw new InvalidRequest(`approval: ${who}`);
  if (request?.owner !== run.execution.id || request.declinedAt)
    throw new PlanChanged('no request for approval of this run is open any more');
  if (request.usedAt) throw new PlanChanged(`the approval was used at ${request.usedAt}: it counts once`);
  const wrong = difference(answer, request.asked);
  if (wrong) throw new InvalidRequest(`approval: ${wrong}; repeat the JSON in the page as it is, with your name`);
  if (now.getTime() > Date.parse(request.expiresAt))
    throw new PlanChanged(`the approval expired at ${request.expiresAt}`);
  const moved = movedOn(request.asked, doing);
  if (moved) throw new PlanChanged(moved);
  return request;
};

const nobodyIn = ({ approvedBy }: Approval): string | undefined => {
  const person = principalOf(approvedBy);
  return 'problem' in person ? `approvedBy: ${person.problem}` : undefined;
};

const members = ['action', 'datastore', 'target', 'epoch', 'lossBoundMs'] as const;

/** The first member in which an answer is not the one that was asked for. */
const difference = (answer: Asked, asked: Asked): string | undefined => {
  const other = members.find((member) => answer[member] !== asked[member]);
  if (other) return `${other}: ${answer[other]} was approved, ${asked[other]} was asked`;
  if (sameGuards(answer, asked)) return undefined;
  return `waives: [${answer.waives.join(', ')}] was approved, [${asked.waives.join(', ')}] was asked`;
};

const sameGuards = (a: Pick<Asked, 'waives'>, b: Pick<Asked, 'waives'>): boolean =>
  guards.every((guard) => a.waives.includes(guard) === b.waives.includes(guard));

const movedOn = (asked: Asked, doing: Asked): string | undefined => {
  if (asked.action !== doing.action || asked.target !== doing.target || asked.datastore !== doing.datastore)
    return `people approved to ${asked.action} ${asked.target}, not to ${doing.action} ${doing.target}`;
  if (asked.epoch !== doing.epoch)
    return `people approved epoch ${asked.epoch}, and the next one is ${doing.epoch} now`;
  if (asked.lossBoundMs === 'unknown') return undefined;
  if (doing.lossBoundMs !== 'unknown' && doing.lossBoundMs <= asked.lossBoundMs) return undefined;
  return `people approved a loss of at most ${asked.lossBoundMs} ms, and it is ${doing.lossBoundMs} now`;
};

/**
 * What a decision comes to where people declined the same question not long ago: they are not asked again for as long
 * as an answer would have taken, unless something else speaks against it by now. A run by hand is a new question.
 */
export const afterDecline = (
  decision: Decision,
  before: {
    request: ApprovalRequest | undefined;
    asks: Asked;
    trigger: Run['trigger'];
    seconds: number;
    now: Date;
  },
): Decision => {
  const { request, asks, trigger, seconds, now } = before;
  if (decision.action !== 'ask' || trigger === 'manual' || !request?.declinedAt) return decision;
  const again = new Date(Date.parse(request.declinedAt) + seconds * 1000);
  const sameQuestion = asks.action === request.asked.action && sameGuards(asks, request.asked);
  if (now.getTime() >= again.getTime() || !sameQuestion) return decision;
  const until = `they are asked again from ${again.toISOString()}, or once something else speaks against it`;
  return { ...decision, action: 'hold', reason: `people declined this at ${request.declinedAt}; ${until}` };
};
