import type { MetricAlarmPlan } from './alarm.ts';
import { comparisons } from './comparison.ts';
import type { StateValue } from './missing-data.ts';
import { counted, decimal, eventTime, reasonTime } from './wording.ts';

export interface ReasonFacts {
  readonly state: StateValue;
  /** The real datapoints that were weighed, the oldest first. */
  readonly points: readonly { readonly at: number; readonly value: number; readonly sampleCount?: number }[];
  /** Gaps that were filled. */
  readonly filled: number;
  readonly now: number;
}

const filling = ({ treatMissingData }: MetricAlarmPlan, filled: number): string => {
  if (filled === 0 || treatMissingData === 'missing' || treatMissingData === 'ignore') return '';
  const as = treatMissingData === 'breaching' ? 'Breaching' : 'NonBreaching';
  return ` and ${counted(filled, 'missing datapoint')} ${filled === 1 ? 'was' : 'were'} treated as [${as}]`;
};

/** A StateReason as CloudWatch words it; the datapoints are the newest first. */
export const reasonOf = (plan: MetricAlarmPlan, { state, points, filled }: ReasonFacts): string => {
  const { n, m, threshold, comparison } = plan;
  if (state === 'INSUFFICIENT_DATA')
    return `Insufficient Data: ${counted(n, 'datapoint')} ${n === 1 ? 'was' : 'were'} unknown.`;
  if (points.length === 0)
    return `Threshold Crossed: no datapoints were received for ${counted(n, 'period')}${filling(plan, filled)}.`;

  const { words, breaches } = comparisons[comparison];
  const alarm = state === 'ALARM';
  const telling = points.filter(({ value }) => breaches(value, threshold) === alarm).toReversed();
  const shown = telling.map(({ at, value }) => `${decimal(value)} (${reasonTime(at)})`).join(', ');
  const verb = `${telling.length === 1 ? 'was' : 'were'}${alarm ? '' : ' not'}`;
  const least = alarm ? m : n - m + 1;
  const change = alarm ? 'OK -> ALARM' : 'ALARM -> OK';
  return (
    `Threshold Crossed: ${telling.length} out of the last ${n} datapoints [${shown}] ${verb} ${words} ` +
    `the threshold (${decimal(threshold)})${filling(plan, filled)} ` +
    `(minimum ${counted(least, 'datapoint')} for ${change} transition).`
  );
};

/** StateReasonData: JSON, the recent datapoints the oldest first. */
export const reasonDataOf = (plan: MetricAlarmPlan, { points, now }: ReasonFacts): string => {
  const [oldest] = points;
  return JSON.stringify({
    version: '1.0',
    queryDate: eventTime(now),
    ...(oldest && { startDate: eventTime(oldest.at) }),
    ...(plan.statistic && { statistic: plan.statistic }),
    period: plan.periodMs / 1000,
    recentDatapoints: points.map(({ value }) => value),
    threshold: plan.threshold,
    evaluatedDatapoints: points.toReversed().map(({ at, value, sampleCount }) => ({
      timestamp: eventTime(at),
      ...(sampleCount !== undefined && { sampleCount }),
      value,
    })),
  });
};
