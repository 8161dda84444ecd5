import type { Outcome, Run } from '../../contract/execution.ts';
import { names } from '../../contract/names.ts';
import type { Region } from '../../contract/region.ts';
import { formatEpoch } from '../epoch.ts';
import { overrideLosesData } from '../outcome.ts';
import { type Message, message, type Told } from './message.ts';
import { rebuilding } from './runbook-section.ts';
import { rebuildLines } from './separation-lines.ts';

const headlines: Readonly<Record<Outcome['outcome'], string>> = {
  lossy: 'FAILED OVER',
  separated: 'SEPARATED',
  adopted: 'ADOPTED',
  held: 'HELD, nothing changed',
  planned: 'DRY RUN, nothing changed',
};

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/**
 * What became of a run, as people are told: what happened, what is left, and what to paste to overrule a hold, or to end
 * the cooldown in the `others`, the Regions that may take over next.
 */
export const outcomeMessage = (outcome: Outcome, run: Run, others: readonly Region[] = []): Message =>
  message(
    `${outcome.degraded.length > 0 ? 'DEGRADED: ' : ''}${headlines[outcome.outcome]}: ${outcome.datastore} in ${outcome.region}`,
    {
      lines: [
        outcome.reason,
        ...(outcome.epoch ? [`Epoch ${formatEpoch(outcome.epoch)} is published and takes writes.`] : []),
        ...figures(outcome),
        ...outcome.degraded.map((text) => `Left to do: ${text}. Reconcile repeats it every minute.`),
        ...byPeople(outcome),
        ...outcome.objections.map(({ guard, reason }) => `${guard}: ${reason}`),
        ...(outcome.plan ?? []).map(({ call, before, after }) => `Would call ${call}: ${before} -> ${after}`),
        ...override(outcome),
        ...acknowledgement(outcome, others),
        '',
        `Execution: ${run.execution.id}`,
      ],
      about: about(outcome),
    },
  );

/** What held it, each by its name; or what is left to people now. */
const about = ({ outcome, degraded, objections, heldBy }: Outcome): Told['about'] => {
  if (outcome === 'separated') return [rebuilding];
  if (outcome === 'lossy' || outcome === 'adopted') return degraded.length > 0 ? ['What is left to do', over] : [over];
  const [first = 'Holds', ...others] = [...(heldBy ? [heldBy] : []), ...objections.map(({ guard }) => guard)];
  return [first, ...others];
};

const over = 'After it is over';

const figures = ({ outcome, rtoMs, rpoBoundMs, recoveryPoint, datastore, region }: Outcome): string[] => {
  if (outcome !== 'lossy' && outcome !== 'separated') return [];
  return [
    `From the last look that saw data arrive to verified writes: ${rtoMs === undefined ? 'unknown' : inSeconds(rtoMs)}.`,
    rpoBoundMs === undefined
      ? 'Acknowledged writes may be lost; how many is unknown.'
      : `Acknowledged writes may be lost: by what was seen of the old primary, those of about its last ${inSeconds(rpoBoundMs)}.`,
    ...(recoveryPoint === undefined
      ? []
      : [`What the old primary held at ${recoveryPoint}, by its Region's clock, is here.`]),
    ...(outcome === 'separated' ? aftermath({ datastore, region }) : []),
  ];
};

/** Of what the old primary took since nothing is known here: it does not even learn that it is none any more. */
const aftermath = (at: { datastore: string; region: string }): string[] => [
  `Whatever the old primary acknowledged since, or still does, is not in ${at.region}; how much is unknown.`,
  'It is still the primary of what remains of its Global Datastore: keep writers away from it.',
  'Nothing of ours promotes or publishes another Region until people have rebuilt.',
  ...rebuildLines(at),
];

/** What people waived, approved and switched, as they are told it. */
const byPeople = ({ waived = [], approvedBy, switchNote }: Outcome): string[] => [
  ...waived.map(({ guard, reason }) => `Waived ${guard}: ${reason}`),
  ...(approvedBy === undefined ? [] : [`Approved by ${approvedBy}, by their own word.`]),
  ...(switchNote === undefined ? [] : [`The switch: ${switchNote}.`]),
];

const acknowledgement = ({ outcome, datastore, epoch, promotedAt }: Outcome, others: readonly Region[]): string[] => {
  // Out of a separation leads a rebuilding, not a cooldown.
  if (outcome === 'separated' || !epoch || promotedAt === undefined || others.length === 0) return [];
  const value = JSON.stringify({ epoch: epoch.counter, region: epoch.region, promotedAt, by: 'YOUR NAME' });
  return [
    '',
    'No other Region takes over by itself before the cooldown is over. To end it early, once you know that this was right:',
    ...others.map(
      (region) =>
        `aws ssm put-parameter --region ${region} --name ${names.acknowledgedParameter(datastore)} --type String --overwrite --value '${value}'`,
    ),
  ];
};

const override = (outcome: Outcome): string[] => {
  if (!outcome.overrideWith) return [];
  return [
    '',
    `If you know better, start an execution of the state machine in ${outcome.region} with:`,
    JSON.stringify(outcome.overrideWith),
    ...(overrideLosesData(outcome) ? ['It asks for an approval first, because it may lose data.'] : []),
  ];
};
