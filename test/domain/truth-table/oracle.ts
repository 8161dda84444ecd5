import type { Decision } from '../../../functions/contract/evidence.ts';
import type { Guard } from '../../../functions/contract/request.ts';
import type { Asked, Sources } from './table.ts';

/**
 * The rules of docs/safety.md and ARCHITECTURE.md once more, from the names of what was read alone. It shares no code
 * with the decision and has another shape: what may be promoted is a whitelist, everything else must say why not.
 */

/** The only sets of confirmations that are enough: two, at least one of them seen from outside this Region. */
const enough: ReadonlySet<string> = new Set([
  'ownReach+primaryApi',
  'ownReach+clientOutside',
  'primaryApi+clientOutside',
  'primaryApi+clientHere',
  'ownReach+primaryApi+clientOutside',
  'ownReach+primaryApi+clientHere',
]);

const confirmations = ({ data, reach, api, witness, client, roles }: Sources): string =>
  [
    // The self-test needs this Region's cache; what `Probe` never saw reached says nothing.
    ...(reach === 'unreachable' && data !== 'unreadable' && data !== 'unremembered' ? ['ownReach'] : []),
    // Both are dark, and this Region's own API answered and names a primary to ask about.
    ...(api === 'dark' && witness === 'dark' && (roles === 'clear' || roles === 'unexpected') ? ['primaryApi'] : []),
    ...(client === 'failsOutside' ? ['clientOutside'] : []),
    ...(client === 'failsHere' ? ['clientHere'] : []),
  ].join('+');

/** The primary was still reached long after replication stopped, so that more than the last heartbeat's delay is lost. */
const replicationBrokeFirst = ({ data, reach }: Sources): boolean => {
  if (data === 'stale') return reach !== 'stale';
  return reach === 'writes' && (data === 'stopped' || data === 'contradictory' || data === 'unreadable');
};

type Finding = readonly [guard: Guard, holds: boolean];

/** What speaks against a promotion, whoever asks. */
const findings = (row: Sources): readonly Finding[] => [
  ['RolesUnclear', row.roles === 'unreadable' || row.roles === 'noPrimary' || row.api === 'disagrees'],
  ['UnexpectedPrimary', row.roles === 'unexpected'],
  ['TargetUnfit', row.target !== 'fit' || row.roles === 'unreadable' || row.data === 'unreadable'],
  ['DataStillArriving', row.data === 'arriving' || row.data === 'contradictory'],
  ['DataUnknown', row.data === 'unreadable' || row.data === 'unremembered' || row.data === 'stale'],
  ['TooFewConfirmations', !enough.has(confirmations(row))],
  ['ChangeInProgress', isChanging(row)],
  ['NotPersistent', row.timing === 'beginning' || neverBad(row)],
  ['LossAboveLimit', row.loss !== 'within' || row.data === 'unremembered' || replicationBrokeFirst(row)],
];

const isChanging = ({ timing, roles }: Sources): boolean =>
  (timing === 'changing' || timing === 'changingForLong') && roles !== 'unreadable';

const neverBad = ({ timing, data, reach }: Sources): boolean =>
  timing === 'notBad' || data === 'unremembered' || reach === 'writes';

/** What is only a matter of time: the bad row began, or a change is within its grace. */
const passes = (guard: Guard, row: Sources): boolean =>
  (guard === 'NotPersistent' && !neverBad(row)) || (guard === 'ChangeInProgress' && row.timing === 'changing');

const mayLoseData: readonly Guard[] = ['DataStillArriving', 'DataUnknown', 'LossAboveLimit'];

type Action = Decision['action'];

/** What must be decided. */
export const expectedAction = (row: Sources, asked: Asked): Action => {
  if (row.roles === 'here' || row.roles === 'both') return whenPrimary(row, asked);
  const against = findings(row).flatMap(([guard, holds]) => (holds ? [guard] : []));
  return asked === 'automatic' ? byOurselves(row, against) : byPeople(row, { against, waived: asked });
};

/** N1 to N9: all must hold; in `approve`, people may fill in what is not known, and never what is known to be wrong. */
const byOurselves = (row: Sources, against: readonly Guard[]): Action => {
  if (row.automation !== 'auto' && row.automation !== 'approve') return 'hold';
  if (row.cooldown === 'running') return 'hold';
  const askable: readonly Guard[] =
    row.automation === 'approve'
      ? ['LossAboveLimit', 'ChangeInProgress', 'DataUnknown', 'TooFewConfirmations']
      : ['LossAboveLimit', 'ChangeInProgress'];
  if (against.some((guard) => !askable.includes(guard) && !passes(guard, row))) return 'hold';
  if (against.some((guard) => passes(guard, row))) return 'wait';
  return against.length > 0 || row.automation === 'approve' ? 'ask' : 'promote';
};

/** A person's run is bound by neither switch nor cooldown, and waives what it names; loss of data takes a second word. */
const byPeople = (
  row: Sources,
  { against, waived }: { readonly against: readonly Guard[]; readonly waived: readonly Guard[] },
): Action => {
  const open = against.filter((guard) => !waived.includes(guard));
  if (open.some((guard) => !passes(guard, row))) return 'hold';
  if (open.length > 0) return 'wait';
  return against.some((guard) => mayLoseData.includes(guard)) ? 'ask' : 'promote';
};

/** A primary is never promoted: people may have it published, where no Region that answers says otherwise. */
const whenPrimary = ({ roles, api }: Sources, asked: Asked): Action => {
  if (asked === 'automatic') return 'hold';
  const clear = roles === 'here' && api !== 'disagrees';
  return clear || asked.includes('RolesUnclear') ? 'adopt' : 'hold';
};
