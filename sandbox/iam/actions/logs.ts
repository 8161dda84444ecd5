import { arn, onAll, type Rows, row, textOf } from './row.ts';

const PAGE = 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html';

/** Actions on a group are judged on its streams too, which is why grants end in `:*`. */
const onStream = (operation: string) =>
  row(PAGE, `logs:${operation}`, (input, site) => {
    const identifier = textOf(input, 'logGroupIdentifier')?.replace(/^arn:.*:log-group:([^:]+).*$/, '$1');
    const group = textOf(input, 'logGroupName') ?? identifier ?? '*';
    return [arn(site, 'logs', `log-group:${group}:log-stream:${textOf(input, 'logStreamName') ?? ''}`)];
  });

export const logs: Rows = {
  'logs:CreateLogGroup': onStream('CreateLogGroup'),
  'logs:CreateLogStream': onStream('CreateLogStream'),
  'logs:PutLogEvents': onStream('PutLogEvents'),
  'logs:GetLogEvents': onStream('GetLogEvents'),
  'logs:FilterLogEvents': onStream('FilterLogEvents'),
  'logs:DescribeLogStreams': onStream('DescribeLogStreams'),
  'logs:DescribeLogGroups': onAll(PAGE, 'logs:DescribeLogGroups'),
};
