import type { Outcome, Run } from '../../contract/execution.ts';
import { formatEpoch } from '../epoch.ts';
import { overrideLosesData } from '../outcome.ts';
import { type Message, message } from './message.ts';

const headlines: Readonly<Record<Outcome['outcome'], string>> = {
  lossy: 'FAILED OVER',
  adopted: 'ADOPTED',
  held: 'HELD, nothing changed',
  planned: 'DRY RUN, nothing changed',
};

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** What became of a run, as people are told: what happened, what is left, and what to paste to overrule a hold. */
export const outcomeMessage = (outcome: Outcome, run: Run): Message =>
  message(
    `${outcome.degraded.length > 0 ? 'DEGRADED: ' : ''}${headlines[outcome.outcome]}: ${outcome.datastore} in ${outcome.region}`,
    [
      outcome.reason,
      ...(outcome.epoch ? [`Epoch ${formatEpoch(outcome.epoch)} is published and takes writes.`] : []),
      ...figures(outcome),
      ...outcome.degraded.map((text) => `Left to do: ${text}. Reconcile repeats it every minute.`),
      ...outcome.objections.map(({ guard, reason }) => `${guard}: ${reason}`),
      ...(outcome.plan ?? []).map(({ call, before, after }) => `Would call ${call}: ${before} -> ${after}`),
      ...override(outcome),
      '',
      `Execution: ${run.execution.id}`,
    ],
  );

const figures = ({ outcome, rtoMs, rpoBoundMs }: Outcome): string[] => {
  if (outcome !== 'lossy') return [];
  return [
    `From the last look that saw data arrive to verified writes: ${rtoMs === undefined ? 'unknown' : inSeconds(rtoMs)}.`,
    rpoBoundMs === undefined
      ? 'Acknowledged writes may be lost; how many is unknown.'
      : `Acknowledged writes may be lost: those of about the last ${inSeconds(rpoBoundMs)} before the outage.`,
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
