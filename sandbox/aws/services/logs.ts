import type { DescribeLogGroupsCommandInput, FilterLogEventsCommandInput } from '@aws-sdk/client-cloudwatch-logs';
import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import type { Service } from '../service.ts';
import { describeLogGroups, filterLogEvents, type Group, namedGroup } from './logs/groups.ts';

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

/** A group forgets its oldest lines beyond this, so that a long run keeps its memory. */
const MAX_EVENTS = 20_000;

/** CloudWatch Logs: what the functions and the workflow logged, and a search over it. */
export const createLogs = ({ clock, history, account }: { clock: Clock; history: History; account: string }): Logs => {
  const groups = new Map<string, Group>();
  let count = 0;
  const ensure = (region: string, name: string): Group => {
    const arn = `arn:aws:logs:${region}:${account}:log-group:${name}`;
    const known = groups.get(arn);
    if (known) return known;
    const group: Group = { name, arn, createdAt: clock.now(), events: [] };
    groups.set(arn, group);
    history.append({ kind: 'effect', region, name: 'logs:CreateLogGroup', detail: { group: name } });
    return group;
  };
  const inRegion = (region: string): Group[] => [...groups.values()].filter(({ arn }) => arn.split(':')[3] === region);

  const operations: Service['operations'] = {
    FilterLogEvents: (input: FilterLogEventsCommandInput, { region }) =>
      filterLogEvents(input, namedGroup(input, inRegion(region))),
    DescribeLogGroups: (input: DescribeLogGroupsCommandInput, { region }) => describeLogGroups(input, inRegion(region)),
  };

  return {
    service: { id: 'logs', operations },
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
