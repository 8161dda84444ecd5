import type { MetricDatum, PutMetricDataCommandInput } from '@aws-sdk/client-cloudwatch';
import type { MetricId, Sample } from './metric-store.ts';
import { badCombination, badValue, invalidValue, missing } from './refusals.ts';

const DAY_MS = 86_400_000;
const MAX_METRICS = 1000;
const MAX_VALUES = 150;
const MAX_DIMENSIONS = 30;

interface Arrival {
  readonly now: number;
  readonly visibilityMs: number;
}

const checkNumber = (value: number, parameter: string): number => {
  if (!Number.isFinite(value) || Math.abs(value) > 2 ** 360) throw invalidValue(value, parameter);
  return value;
};

const checkTime = (time: Date | undefined, { now, place }: { now: number; place: string }): number => {
  if (!time) return now;
  if (time.getTime() > now + 2 * 3_600_000)
    throw badValue(`The parameter ${place}.Timestamp must specify a time no more than two hours in the future.`);
  if (time.getTime() < now - 14 * DAY_MS)
    throw badValue(`The parameter ${place}.Timestamp must specify a time within the past two weeks.`);
  return time.getTime();
};

const checkDimensions = (dimensions: MetricDatum['Dimensions'] = [], place: string) => {
  if (dimensions.length > MAX_DIMENSIONS)
    throw badValue(`The collection ${place}.Dimensions must not have a size greater than ${MAX_DIMENSIONS}.`);
  for (const [index, { Name, Value }] of dimensions.entries()) {
    if (!Name) throw invalidValue(Name ?? '', `${place}.Dimensions.member.${index + 1}.Name`);
    if (!Value) throw invalidValue(Value ?? '', `${place}.Dimensions.member.${index + 1}.Value`);
  }
  return dimensions;
};

type Figures = Pick<Sample, 'count' | 'sum' | 'minimum' | 'maximum' | 'values'>;

const fromValues = (values: readonly number[], counts: readonly number[]): Figures => {
  const pairs = values.map((value, index) => ({ value, count: counts[index] ?? 1 }));
  return {
    values: pairs,
    count: pairs.reduce((total, { count }) => total + count, 0),
    sum: pairs.reduce((total, { value, count }) => total + value * count, 0),
    minimum: Math.min(...values),
    maximum: Math.max(...values),
  };
};

/** `Value`, `Values` with `Counts`, or `StatisticValues`: exactly one of them. */
const figures = (datum: MetricDatum, place: string): Figures => {
  const { Value, Values, Counts, StatisticValues } = datum;
  const given = Object.entries({ Value, Values, StatisticValues }).filter(([, member]) => member !== undefined);
  if (given.length > 1)
    throw badCombination(
      `The parameters ${place}.${given[0]?.[0]} and ${place}.${given[1]?.[0]} are mutually exclusive and you have specified both.`,
    );
  if (Value !== undefined) return fromValues([checkNumber(Value, `${place}.Value`)], []);
  if (Values !== undefined) {
    if (Values.length === 0 || Values.length > MAX_VALUES) throw invalidValue(Values.length, `${place}.Values`);
    if (Counts && Counts.length !== Values.length)
      throw badValue(`The parameters ${place}.Values and ${place}.Counts must be of the same size.`);
    return fromValues(
      Values.map((value, index) => checkNumber(value, `${place}.Values.member.${index + 1}`)),
      Counts ?? [],
    );
  }
  if (StatisticValues !== undefined) {
    const { SampleCount = 0, Sum = 0, Minimum = 0, Maximum = 0 } = StatisticValues;
    for (const [name, value] of Object.entries({ SampleCount, Sum, Minimum, Maximum }))
      checkNumber(value, `${place}.StatisticValues.${name}`);
    if (Maximum < Minimum) throw invalidValue(Maximum, `${place}.StatisticValues.Maximum`);
    return { count: SampleCount, sum: Sum, minimum: Minimum, maximum: Maximum };
  }
  throw missing(`${place}.Value`);
};

/** What a PutMetricData request adds, in its order; refuses the whole request if any part of it is wrong. */
export const samplesOf = (
  { Namespace, MetricData = [], EntityMetricData = [] }: Partial<PutMetricDataCommandInput>,
  { now, visibilityMs }: Arrival,
): { id: MetricId; sample: Sample }[] => {
  if (!Namespace) throw missing('Namespace');
  const data = [...MetricData, ...EntityMetricData.flatMap((entity) => entity.MetricData ?? [])];
  if (data.length === 0) throw missing('MetricData');
  if (data.length > MAX_METRICS)
    throw badValue(`The collection MetricData must not have a size greater than ${MAX_METRICS}.`);

  return data.map((datum, index) => {
    const place = `MetricData.member.${index + 1}`;
    const { MetricName, Unit = 'None', StorageResolution: resolution = 60 } = datum;
    if (!MetricName) throw missing(`${place}.MetricName`);
    if (resolution !== 1 && resolution !== 60) throw invalidValue(resolution, `${place}.StorageResolution`);
    const dimensions = checkDimensions(datum.Dimensions, place);
    const at = checkTime(datum.Timestamp, { now, place });
    const stored = Math.floor(at / (resolution * 1000)) * resolution * 1000;
    return {
      id: { namespace: Namespace, name: MetricName, dimensions },
      sample: { at: stored, visibleAt: now + visibilityMs, unit: Unit, ...figures(datum, place) },
    };
  });
};
