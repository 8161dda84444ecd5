import type { MetricDatum } from '@aws-sdk/client-cloudwatch';

export interface Embedded {
  readonly Namespace: string;
  readonly MetricData: MetricDatum[];
}

/**
 * The metrics that a log line carries in CloudWatch's embedded metric format; none for any other line.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const embeddedMetrics = (line: string): Embedded[] => {
  const root = parsed(line);
  const directives = list(member(member(root, '_aws'), 'CloudWatchMetrics'));
  const at = member(member(root, '_aws'), 'Timestamp');
  return directives.map((directive) => ({
    Namespace: String(member(directive, 'Namespace')),
    MetricData: list(member(directive, 'Dimensions')).flatMap((names) =>
      list(member(directive, 'Metrics')).map((metric) => ({
        MetricName: String(member(metric, 'Name')),
        Dimensions: list(names).map((name) => ({ Name: String(name), Value: String(member(root, String(name))) })),
        Value: Number(member(root, String(member(metric, 'Name')))),
        ...(typeof at === 'number' && { Timestamp: new Date(at) }),
      })),
    ),
  }));
};

const parsed = (line: string): unknown => {
  if (!line.includes('"CloudWatchMetrics"')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
