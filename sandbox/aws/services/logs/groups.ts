import type {
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsResponse,
  FilterLogEventsCommandInput,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { AwsError } from '../../service.ts';
import { compilePattern } from './filter-pattern.ts';

export interface StoredEvent {
  readonly eventId: string;
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
}

export interface Group {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  retentionInDays?: number;
  events: StoredEvent[];
}

const bad = (message: string): AwsError => new AwsError('InvalidParameterException', message);

const page = <Item>(items: readonly Item[], { token, size }: { token: string | undefined; size: number }) => {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) throw bad('The specified nextToken is invalid.');
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length && { nextToken: String(end) }) };
};

/** The group that a FilterLogEvents request names, by name or by ARN. */
export const namedGroup = (input: FilterLogEventsCommandInput, groups: readonly Group[]): Group => {
  const { logGroupName, logGroupIdentifier } = input;
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
    throw bad('Exactly one of logGroupName and logGroupIdentifier must be specified.');
  const wanted = logGroupName ?? logGroupIdentifier;
  const group = groups.find(({ name, arn }) => name === wanted || arn === wanted);
  if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
  return group;
};

/** Lines between two times (both inclusive) that match the pattern, the oldest first. */
export const filterLogEvents = (input: FilterLogEventsCommandInput, group: Group): FilterLogEventsResponse => {
  const {
    startTime = 0,
    endTime = Number.MAX_SAFE_INTEGER,
    logStreamNames,
    logStreamNamePrefix,
    limit = 10_000,
  } = input;
  if (logStreamNames && logStreamNamePrefix !== undefined)
    throw bad('logStreamNames and logStreamNamePrefix cannot both be specified.');
  if (limit < 1 || limit > 10_000) throw bad('limit must be between 1 and 10000.');
  if (startTime > endTime) throw bad('startTime must not be after endTime.');
  const matches = compilePattern(input.filterPattern);
  const found = group.events.filter(
    ({ timestamp, logStreamName, message }) =>
      timestamp >= startTime &&
      timestamp <= endTime &&
      (!logStreamNames || logStreamNames.includes(logStreamName)) &&
      (logStreamNamePrefix === undefined || logStreamName.startsWith(logStreamNamePrefix)) &&
      matches(message),
  );
  const { items, ...next } = page(found, { token: input.nextToken, size: limit });
  const events = items.map((event) => ({ ...event, ingestionTime: event.timestamp }));
  return { events, searchedLogStreams: [], ...next };
};

export const describeLogGroups = (
  input: DescribeLogGroupsCommandInput,
  groups: readonly Group[],
): DescribeLogGroupsResponse => {
  const { logGroupNamePrefix = '', logGroupNamePattern = '', limit = 50, nextToken } = input;
  if (limit < 1 || limit > 50) throw bad('limit must be between 1 and 50.');
  const found = groups
    .filter(({ name }) => name.startsWith(logGroupNamePrefix) && name.includes(logGroupNamePattern))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { items, ...next } = page(found, { token: nextToken, size: limit });
  const logGroups = items.map(({ name, arn, createdAt, retentionInDays, events }) => ({
    logGroupName: name,
    creationTime: createdAt,
    ...(retentionInDays !== undefined && { retentionInDays }),
    metricFilterCount: 0,
    arn: `${arn}:*`,
    logGroupArn: arn,
    logGroupClass: 'STANDARD' as const,
    storedBytes: events.reduce((sum, { message }) => sum + Buffer.byteLength(message) + 26, 0),
  }));
  return { logGroups, ...next };
};
