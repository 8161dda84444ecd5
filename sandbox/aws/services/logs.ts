import type {
  DescribeLogGroupsCommandInput,
  DescribeLogGroupsResponse,
  FilterLogEventsCommandInput,
  FilterLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import { AwsError, type Service } from '../service.ts';
import { compilePattern } from './logs/filter-pattern.ts';

export interface LogLine {
  readonly region: string;
  readonly group: string;
  readonly stream: string;
  readonly message: string;
}

export interface Logs {
  readonly service: Service;
  /** Creates the group if it is not there; a retention replaces the one before. What CloudFormation calls. */
  readonly ensureGroup: (region: string, group: string, retentionInDays?: number) => void;
  /** Appends one line now. A group that is not there is created, as Lambda does. */
  readonly write: (line: LogLine) => void;
}

interface StoredEvent {
  readonly eventId: string;
  readonly logStreamName: string;
  readonly timestamp: number;
  readonly message: string;
}

interface Group {
  readonly name: string;
  readonly arn: string;
  readonly createdAt: number;
  retentionInDays?: number;
  events: StoredEvent[];
}

/** A group forgets its oldest lines beyond this, so that a long run keeps its memory. */
const MAX_EVENTS = 20_000;

const bad = (message: string): AwsError => new AwsError('InvalidParameterException', message);

const page = <Item>(items: readonly Item[], { token, size }: { token: string | undefined; size: number }) => {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) throw bad('The specified nextToken is invalid.');
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length && { nextToken: String(end) }) };
};

const filterEvents = (input: FilterLogEventsCommandInput, group: Group): FilterLogEventsResponse => {
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
  return {
    events: items.map((event) => ({ ...event, ingestionTime: event.timestamp })),
    searchedLogStreams: [],
    ...next,
  };
};

const describeGroups = (input: DescribeLogGroupsCommandInput, groups: readonly Group[]): DescribeLogGroupsResponse => {
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

/** CloudWatch Logs: what the functions and the workflow logged, and a search over it. */
export const createLogs = ({ clock, history, account }: { clock: Clock; history: History; account: string }): Logs => {
  const regions = new Map<string, Map<string, Group>>();
  let count = 0;
  const groupsOf = (region: string): Map<string, Group> => {
    const groups = regions.get(region) ?? new Map<string, Group>();
    regions.set(region, groups);
    return groups;
  };
  const ensure = (region: string, name: string): Group => {
    const known = groupsOf(region).get(name);
    if (known) return known;
    const arn = `arn:aws:logs:${region}:${account}:log-group:${name}`;
    const group: Group = { name, arn, createdAt: clock.now(), events: [] };
    groupsOf(region).set(name, group);
    history.append({ kind: 'effect', region, name: 'logs:CreateLogGroup', detail: { group: name } });
    return group;
  };
  const named = (input: FilterLogEventsCommandInput, region: string): Group => {
    const { logGroupName, logGroupIdentifier } = input;
    if ((logGroupName === undefined) === (logGroupIdentifier === undefined))
      throw bad('Exactly one of logGroupName and logGroupIdentifier must be specified.');
    const wanted = logGroupName ?? logGroupIdentifier;
    const group = [...groupsOf(region).values()].find(({ name, arn }) => name === wanted || arn === wanted);
    if (!group) throw new AwsError('ResourceNotFoundException', 'The specified log group does not exist.');
    return group;
  };

  return {
    service: {
      id: 'logs',
      operations: {
        FilterLogEvents: (input: FilterLogEventsCommandInput, { region }) => filterEvents(input, named(input, region)),
        DescribeLogGroups: (input: DescribeLogGroupsCommandInput, { region }) =>
          describeGroups(input, [...groupsOf(region).values()]),
      },
    },
    ensureGroup: (region, name, retentionInDays) => {
      const group = ensure(region, name);
      if (retentionInDays !== undefined) group.retentionInDays = retentionInDays;
    },
    write: ({ region, group: name, stream, message }) => {
      const group = ensure(region, name);
      const eventId = String(++count).padStart(56, '0');
      group.events.push({ eventId, logStreamName: stream, timestamp: clock.now(), message });
      if (group.events.length > MAX_EVENTS * 1.1) group.events = group.events.slice(-MAX_EVENTS);
      history.append({ kind: 'log', region, name, detail: { stream, message } });
    },
  };
};
