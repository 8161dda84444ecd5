import type { Site } from '../actions.ts';
import { arn, onAll, type Row, type Rows, row, textOf, textsOf } from './row.ts';

const PAGE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html';
const NAMESPACE_PAGE =
  'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-namespace.html';
const ALARMS_PAGE = 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html';

const alarm = (site: Site, name: string): string => arn(site, 'cloudwatch', `alarm:${name}`);

const onAlarms = (operation: string): Row =>
  row(PAGE, `cloudwatch:${operation}`, (input, site) =>
    [...textsOf(input, 'AlarmNames'), textOf(input, 'AlarmName') ?? []].flat().map((name) => alarm(site, name)),
  );

const putAlarm = (operation: string): Row => ({
  page: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/iam-cw-condition-keys-alarm-actions.html',
  needs: (input, site) => [
    {
      action: `cloudwatch:${operation}`,
      resources: [alarm(site, textOf(input, 'AlarmName') ?? '*')],
      conditions: {
        'cloudwatch:AlarmActions': ['AlarmActions', 'OKActions', 'InsufficientDataActions'].flatMap((member) =>
          textsOf(input, member),
        ),
      },
    },
  ],
});

export const cloudwatch: Rows = {
  'monitoring:PutMetricData': {
    page: NAMESPACE_PAGE,
    needs: (input) => [
      {
        action: 'cloudwatch:PutMetricData',
        resources: ['*'],
        conditions: { 'cloudwatch:namespace': textOf(input, 'Namespace') ?? '' },
      },
    ],
  },
  'monitoring:GetMetricData': onAll(PAGE, 'cloudwatch:GetMetricData'),
  'monitoring:GetMetricStatistics': onAll(PAGE, 'cloudwatch:GetMetricStatistics'),
  'monitoring:ListMetrics': onAll(PAGE, 'cloudwatch:ListMetrics'),
  // Judged on alarm:* whatever alarms it names. Composite alarms are answered only to a grant on `*`: `call.allows('*')`.
  'monitoring:DescribeAlarms': row(ALARMS_PAGE, 'cloudwatch:DescribeAlarms', (_, site) => [alarm(site, '*')]),
  'monitoring:DescribeAlarmHistory': row(PAGE, 'cloudwatch:DescribeAlarmHistory', (input, site) => [
    alarm(site, textOf(input, 'AlarmName') ?? '*'),
  ]),
  'monitoring:SetAlarmState': onAlarms('SetAlarmState'),
  'monitoring:PutMetricAlarm': putAlarm('PutMetricAlarm'),
  'monitoring:PutCompositeAlarm': putAlarm('PutCompositeAlarm'),
  'monitoring:DeleteAlarms': onAlarms('DeleteAlarms'),
  'monitoring:EnableAlarmActions': onAlarms('EnableAlarmActions'),
  'monitoring:DisableAlarmActions': onAlarms('DisableAlarmActions'),
};
