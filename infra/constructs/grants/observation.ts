import { metrics, names } from '../../../functions/contract/names.ts';
import { arns, datastoresAt, otherRegions, type Place } from '../place.ts';
import { grant } from './grant.ts';

/** CloudWatch, and the functions that look from elsewhere. */
export const observationGrants = (place: Place) => {
  const arn = arns(place);
  const clientRegions = datastoresAt(place).flatMap(([, { clientAlarms }]) => clientAlarms.map(({ region }) => region));
  const readAlarms = (sid: string, regions: readonly string[]) =>
    grant({
      sid,
      actions: ['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': [...new Set(regions)] } },
      because: 'DescribeAlarms leaves composite alarms out unless it is granted on *; GetMetricData has no resources.',
    });

  return {
    readAlarmsHere: readAlarms('ReadAlarmsHere', [place.region]),
    /** This Region's, and those of the application wherever they are kept. */
    readAlarms: readAlarms('ReadAlarms', [place.region, ...clientRegions]),
    /** Only where the replication offset of a cache is unknown. */
    readReplicationLag: grant({
      sid: 'ReadReplicationLag',
      actions: ['cloudwatch:GetMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'aws:RequestedRegion': place.region } },
      because: 'GetMetricData has no resources.',
    }),
    publishMetrics: grant({
      sid: 'PublishMetrics',
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': metrics.namespace } },
      because: 'PutMetricData has no resources; the namespace is the narrowest condition there is.',
    }),
    askWitness: grant({
      sid: 'AskWitness',
      actions: ['lambda:InvokeFunction'],
      resources: place.config.witness === undefined ? [] : [arn.function(names.witness, place.config.witness)],
    }),
    /** Ask the other Regions' `Reconcile` to look now. */
    nudgeOthers: grant({
      sid: 'NudgeOthers',
      actions: ['lambda:InvokeFunction'],
      resources: otherRegions(place).map((region) => arn.function(names.reconcile, region)),
    }),
  };
};
