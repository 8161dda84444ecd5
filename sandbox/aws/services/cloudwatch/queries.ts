import type { MetricDataQuery, MetricStat } from '@aws-sdk/client-cloudwatch';
import { idsOf, type MathExpression, parseMath } from './metric-math.ts';
import { evaluateMath, givesSeries, type Series } from './metric-math-value.ts';
import type { MetricStore, Window } from './metric-store.ts';
import { validationError } from './refusals.ts';
import { datapoints, isStatistic, type Statistic } from './statistic.ts';

/** A checked MetricDataQuery. */
export interface Query {
  readonly id: string;
  readonly label: string;
  readonly returnData: boolean;
  readonly source: Statistic | MathExpression;
}

/** 1, 5, 10, 20, 30 or a multiple of 60 seconds (GetMetricData). */
const isPeriod = (seconds: number): boolean =>
  [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);

const statisticOf = ({ Metric, Period, Stat, Unit }: MetricStat, id: string): Statistic => {
  if (!Metric?.Namespace || !Metric.MetricName)
    throw validationError(`The parameter MetricDataQueries.${id}.MetricStat.Metric needs Namespace and MetricName.`);
  if (!Period || !isPeriod(Period))
    throw validationError(`Period must be 1, 5, 10, 20, 30 or a multiple of 60. Got ${Period} for '${id}'.`);
  if (!Stat || !isStatistic(Stat)) throw validationError(`Stat '${Stat}' of '${id}' is not supported.`);
  return {
    metric: { namespace: Metric.Namespace, name: Metric.MetricName, dimensions: Metric.Dimensions ?? [] },
    name: Stat,
    periodMs: Period * 1000,
    ...(Unit && { unit: Unit }),
  };
};

const expressionOf = (text: string, id: string): MathExpression => {
  try {
    const expression = parseMath(text);
    if (!givesSeries(expression)) throw new SyntaxError('it must give one time series');
    return expression;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw validationError(`Error in expression '${id}': ${error.message}`);
  }
};

const isExpression = (source: Query['source']): source is MathExpression => 'kind' in source;

const checkReferences = (queries: readonly Query[]): void => {
  const sources = new Map(queries.map(({ id, source }) => [id, source]));
  const walk = (id: string, path: readonly string[]): void => {
    const source = sources.get(id);
    if (!source) throw validationError(`Error in expression '${path.at(-1)}': unknown metric id '${id}'`);
    if (path.includes(id)) throw validationError(`Error in expression '${id}': it refers to itself`);
    if (isExpression(source)) for (const next of idsOf(source)) walk(next, [...path, id]);
  };
  for (const { id } of queries) walk(id, []);
};

/** Checks the queries of GetMetricData or of an alarm; throws the ValidationError of the first that is wrong. */
export const parseQueries = (queries: readonly MetricDataQuery[]): Query[] => {
  const parsed = queries.map(({ Id = '', MetricStat, Expression, Label, ReturnData, AccountId }): Query => {
    if (!/^[a-z][A-Za-z0-9_]*$/.test(Id)) throw validationError(`Invalid metrics list: invalid id '${Id}'`);
    if (AccountId) throw validationError(`The AccountId of '${Id}' is not supported.`);
    if ((MetricStat === undefined) === (Expression === undefined))
      throw validationError(`Either MetricStat or Expression must be specified for '${Id}', and not both.`);
    const source = MetricStat ? statisticOf(MetricStat, Id) : expressionOf(Expression ?? '', Id);
    const label = Label ?? MetricStat?.Metric?.MetricName ?? Id;
    return { id: Id, label, returnData: ReturnData ?? true, source };
  });
  const twice = parsed.find(({ id }, index) => parsed.findIndex((other) => other.id === id) !== index);
  if (twice) throw validationError(`Invalid metrics list: the id '${twice.id}' is used twice`);
  checkReferences(parsed);
  return parsed;
};

/** The period of an expression is the longest of what it reads. */
export const periodOf = (queries: readonly Query[]): number =>
  Math.max(...queries.map(({ source }) => (isExpression(source) ? 0 : source.periodMs)));

/** The series that a checked query gives; each window is aligned to the statistic's own period by its caller. */
export const runQuery = (
  query: Query,
  { queries, store, window }: { queries: readonly Query[]; store: MetricStore; window: Window },
): Series => {
  const { source } = query;
  if (!isExpression(source)) {
    const points = datapoints(store, { ...source, window });
    return new Map([...points].map(([at, { value }]) => [at, value]));
  }
  const value = evaluateMath(source, (id) => {
    const read = queries.find((other) => other.id === id);
    return read ? runQuery(read, { queries, store, window }) : new Map();
  });
  return value instanceof Map ? value : new Map();
};
