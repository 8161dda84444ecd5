/** Lambda's own counts about a function, as CloudWatch takes them: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html */
export const ownMetrics = (name: string, counts: Readonly<Record<string, number>>) => ({
  Namespace: 'AWS/Lambda',
  MetricData: Object.entries(counts).map(([MetricName, Value]) => ({
    MetricName,
    Dimensions: [{ Name: 'FunctionName', Value: name }],
    Value,
    Unit: 'Count' as const,
  })),
});
