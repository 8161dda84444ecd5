import type { DescribeEventsCommandInput, EventsMessage } from '@aws-sdk/client-elasticache';
import type { Call } from '../../service.ts';
import type { Estate } from './estate.ts';
import { page } from './page.ts';
import { refusals } from './refusals.ts';

/** The source types of the service model. None is for Global Datastores. */
const sourceTypes = [
  'cache-cluster',
  'cache-parameter-group',
  'cache-security-group',
  'cache-subnet-group',
  'replication-group',
  'serverless-cache',
  'serverless-cache-snapshot',
  'user',
  'user-group',
];

const minute = 60_000;
const fourteenDays = 14 * 24 * 60 * minute;

/** Events of the last hour unless asked, of the last 14 days at most (service model). A promotion leaves none. */
export const describeEvents =
  ({ core, events }: Estate) =>
  (input: DescribeEventsCommandInput, call: Call): EventsMessage => {
    const { SourceType, SourceIdentifier } = input;
    if (SourceType && !sourceTypes.includes(SourceType))
      throw refusals.value(`Invalid source type ${SourceType}. Valid values: ${sourceTypes.join(', ')}`);
    if (input.Duration !== undefined && input.StartTime && input.EndTime)
      throw refusals.combination('Duration cannot be given together with both StartTime and EndTime.');
    const { start, end } = periodOf(input, core.clock.now());
    const found = events.filter(
      (event) =>
        event.region === call.region &&
        event.at >= start &&
        event.at <= end &&
        (!SourceType || event.sourceType === SourceType) &&
        (!SourceIdentifier || event.source === SourceIdentifier),
    );
    const { items, Marker } = page(found, input);
    return {
      ...(Marker && { Marker }),
      Events: items.map((event) => ({
        SourceIdentifier: event.source,
        SourceType: event.sourceType,
        Message: event.message,
        Date: new Date(event.at),
      })),
    };
  };

const periodOf = (input: DescribeEventsCommandInput, now: number): { start: number; end: number } => {
  const span = (input.Duration ?? 60) * minute;
  const asked = input.StartTime?.getTime();
  const end = input.EndTime?.getTime() ?? (asked !== undefined && input.Duration !== undefined ? asked + span : now);
  if (asked !== undefined && asked > end) throw refusals.combination('Start time must not be after end time.');
  return { start: Math.max(asked ?? end - span, now - fourteenDays), end };
};
