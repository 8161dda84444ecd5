import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  type MetricAlarm,
  type MetricDatum,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { metrics } from '../contract/names.ts';
import { look } from '../domain/darkness.ts';
import type { Adapter } from '../middleware/world.ts';
import type { AlarmView, MetricValue, Monitoring } from '../ports.ts';
import { compositeView, metricView, periodOf, type Watched, watchedBy } from './alarm-view.ts';
import { clientsOf } from './clients.ts';
import { readMetricData } from './metric-data.ts';
import { allPages } from './pages.ts';

const freshMs = 180_000;
/** So far back an alarm's values are read, to tell since when they breach. CloudWatch asks no more for it than for the newest. */
const historyMs = 3_600_000;

/** What an expression comes to may depend on the whole window (`RUNNING_SUM`): it is read as CloudWatch evaluates it, shortly. */
const windowOf = (watched: Watched): number =>
  Math.max(
    3 * periodOf(watched) * 1000,
    watched.queries.some(({ Expression }) => Expression !== undefined) ? freshMs : historyMs,
  );

/** CloudWatch. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/ */
export const monitoring: Adapter<Monitoring> = (world) => {
  const { clock, settings } = world;
  const client = clientsOf(world, (options) => new CloudWatchClient(options));
  const last = (ms: number) => ({ from: new Date(clock.now().getTime() - ms), to: clock.now() });

  const withData = async (there: CloudWatchClient, alarm: MetricAlarm): Promise<AlarmView> => {
    const watched = watchedBy(alarm);
    if (watched === undefined) return metricView(alarm, []);
    const window = last(windowOf(watched));
    const points = await readMetricData(there, { queries: watched.queries, ...window });
    return metricView(alarm, points.get(watched.id) ?? []);
  };

  return {
    readAlarms: (region, names) =>
      look(async () => {
        // Without names CloudWatch would answer every alarm there is.
        if (names.length === 0) return [];
        const pages = await allPages(
          (NextToken) =>
            client(region).send(
              // Without both types CloudWatch leaves composite alarms out.
              new DescribeAlarmsCommand({
                AlarmNames: [...names],
                AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
                NextToken,
              }),
            ),
          (page) => page.NextToken,
        );
        const composites = pages.flatMap((page) => page.CompositeAlarms ?? []).map(compositeView);
        const plain = pages.flatMap((page) => page.MetricAlarms ?? []);
        return [...composites, ...(await Promise.all(plain.map((alarm) => withData(client(region), alarm))))];
      }),

    readReplicationLag: (nodes) =>
      look(async () => {
        if (nodes.length === 0) return undefined;
        const points = await readMetricData(client(settings.region), {
          queries: nodes.map(lagOf),
          ...last(freshMs),
        });
        const newest = [...points.values()].flatMap(([point]) => (point === undefined ? [] : [point.value]));
        return newest.length === 0 ? undefined : Math.max(...newest);
      }),

    publish: async (values) => {
      if (values.length === 0) return;
      const MetricData = values.map((value) => datum(value, clock.now()));
      await client(settings.region).send(new PutMetricDataCommand({ Namespace: metrics.namespace, MetricData }));
    },
  };
};

/**
 * Emitted in the secondary Region by its nodes, one sample a minute.
 * https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheMetrics.Redis.html
 */
const lagOf = (node: string, index: number) => ({
  Id: `node${index}`,
  MetricStat: {
    Metric: {
      Namespace: 'AWS/ElastiCache',
      MetricName: 'GlobalDatastoreReplicationLag',
      Dimensions: [
        { Name: 'CacheClusterId', Value: node },
        { Name: 'CacheNodeId', Value: '0001' },
      ],
    },
    Period: 60,
    Stat: 'Maximum',
  },
});

const datum = ({ name, value, dimensions, highResolution }: MetricValue, now: Date): MetricDatum => ({
  MetricName: name,
  Value: value,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  StorageResolution: highResolution ? 1 : 60,
  Timestamp: now,
});
