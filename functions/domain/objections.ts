import type { Confirmation, Evidence, Objection } from '../contract/evidence.ts';
import type { Policy } from '../contract/policy.ts';
import type { Guard } from '../contract/request.ts';
import { journalBehindBy } from './journal-behind.ts';
import { preferredTurnMs } from './preferred-turn.ts';

/** A guard looks at the evidence and says why it speaks against promoting, or nothing. */
type Check = (evidence: Evidence, policy: Policy, now: number) => string | undefined;

const seconds = (ms: number): string => `${Math.round(ms / 100) / 10} s`;

const isAutomatic = ({ trigger }: Evidence): boolean => trigger === 'automatic';

const automationOff: Check = (evidence) => {
  if (!isAutomatic(evidence)) return undefined;
  const { automation, switchNote } = evidence;
  const because = switchNote === undefined ? '' : ` (${switchNote})`;
  if (automation === 'unreadable') return `the switch cannot be read, which counts as off${because}`;
  return automation === 'off' || automation === 'observe' ? `the switch is at ${automation}${because}` : undefined;
};

/** What was separated is rebuilt by people: until then there is nothing to promote, and nobody else to publish. */
export const separatedReason = (separated: string): string =>
  `${separated} is published as separated from its Global Datastore, until people have rebuilt it and publish it anew`;

const separated: Check = (evidence) =>
  evidence.separated === undefined ? undefined : separatedReason(evidence.separated);

const rolesUnclear: Check = ({ roles, here }) => {
  if (roles.primary === undefined) return `${here} does not see exactly one PRIMARY`;
  if (roles.here === 'unknown') return `${here} does not see its own role`;
  return roles.disagree.length > 0 ? `other Regions see it differently: ${roles.disagree.join('; ')}` : undefined;
};

const unexpectedPrimary: Check = ({ roles }) =>
  roles.expected !== undefined && roles.primary !== undefined && roles.primary !== roles.expected
    ? `the primary is ${roles.primary}, expected was ${roles.expected}`
    : undefined;

const targetUnfit: Check = ({ target }) => (target.faults.length > 0 ? target.faults.join('; ') : undefined);

const coolingDown: Check = (evidence, policy, now) => {
  const { lastPromotedAt, acknowledgement } = evidence;
  if (!isAutomatic(evidence) || lastPromotedAt === undefined) return undefined;
  const since = now - lastPromotedAt;
  if (since >= policy.cooldown * 1000 || (acknowledgement && 'by' in acknowledgement)) return undefined;
  const ignored = acknowledgement ? `; the acknowledgement ${acknowledgement.problem}` : '';
  return `the last promotion was ${seconds(since)} ago, the cooldown is ${policy.cooldown} s${ignored}`;
};

const dataStillArriving: Check = ({ dataArriving }) =>
  dataArriving.verdict === 'arriving' ? dataArriving.detail : undefined;

const dataUnknown: Check = ({ dataArriving }) => (dataArriving.verdict === 'unknown' ? dataArriving.detail : undefined);

const describe = ({ by, verdict, detail }: Confirmation): string => `${by} ${verdict} (${detail})`;

const tooFewConfirmations: Check = ({ confirmations }) => {
  const down = confirmations.filter(({ verdict }) => verdict === 'down');
  if (down.length >= 2 && down.some(({ outside }) => outside)) return undefined;
  const missing =
    down.length < 2 ? `${down.length} of 2 confirmations` : 'none of the confirmations comes from outside this Region';
  return `${missing}: ${confirmations.map(describe).join(', ')}`;
};

const changeInProgress: Check = ({ change }) => (change ? `the datastore is ${change.status}` : undefined);

const notPersistent: Check = ({ badSince }, policy, now) => {
  if (badSince === undefined) return 'the last look from here was not all bad';
  const held = now - badSince;
  return held < policy.persistence * 1000 ? `bad for ${seconds(held)} of ${policy.persistence} s` : undefined;
};

const notPreferred: Check = (evidence, policy, now) => {
  const { preferred, preferredUnable, here, badSince } = evidence;
  if (!isAutomatic(evidence) || preferred === here) return undefined;
  if (preferred === undefined) return 'no Region of the preference is a SECONDARY';
  if (preferredUnable) return `${preferred} is to take over first, and cannot: ${preferredUnable}`;
  const turn = preferredTurnMs(policy);
  return badSince !== undefined && now - badSince >= turn
    ? `${preferred} was to take over first, and did not act within ${seconds(turn)}`
    : `${preferred} is to take over first`;
};

const journalBehind: Check = ({ unjournaled, here }) => unjournaled && journalBehindBy(here, unjournaled);

const lossAboveLimit: Check = ({ target }, policy) => {
  if (target.lossBoundMs === undefined) return 'how much could be lost is unknown';
  return target.lossBoundMs > policy.lossLimit * 1000
    ? `up to ${seconds(target.lossBoundMs)} of writes could be lost, the limit is ${policy.lossLimit} s`
    : undefined;
};

const checks: Readonly<Record<Guard, Check>> = {
  AutomationOff: automationOff,
  Separated: separated,
  RolesUnclear: rolesUnclear,
  UnexpectedPrimary: unexpectedPrimary,
  JournalBehind: journalBehind,
  TargetUnfit: targetUnfit,
  CoolingDown: coolingDown,
  DataStillArriving: dataStillArriving,
  DataUnknown: dataUnknown,
  TooFewConfirmations: tooFewConfirmations,
  ChangeInProgress: changeInProgress,
  NotPersistent: notPersistent,
  NotPreferred: notPreferred,
  LossAboveLimit: lossAboveLimit,
};

/** Everything that speaks against promoting this Region now. Pure and total. `now` is in milliseconds. */
export const objections = (evidence: Evidence, policy: Policy, now: number): Objection[] =>
  Object.entries(checks).flatMap(([guard, check]) => {
    const reason = check(evidence, policy, now);
    return reason === undefined ? [] : [{ guard: guard as Guard, reason }];
  });
