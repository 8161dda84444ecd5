import type {
  PutEventsCommandInput,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import { AwsError, type Service } from '../service.ts';

/** Total size of one PutEvents request (model of `PutEvents`, client-eventbridge 3.1169: less than 1 MB). */
const MAX_BYTES = 1_048_576;
const MAX_ENTRIES = 10;

/** An event on the default bus, as rules would see it. */
export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

export interface Events {
  readonly service: Service;
  /** An event that an AWS service itself sends (`aws.…`), which no caller may put. Returns its id. */
  readonly emit: (region: string, event: Omit<BusEvent, 'version' | 'id'>) => string;
}

const refuse = (field: string): PutEventsResultEntry => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${field} is not valid. Reason: ${field} is a required argument.`,
});

const isJsonObject = (text: string): boolean => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
};

/** Why EventBridge would fail this one entry, while taking the others. */
const complaint = (entry: PutEventsRequestEntry): PutEventsResultEntry | undefined => {
  if (!entry.Source) return refuse('Source');
  if (!entry.DetailType) return refuse('DetailType');
  if (!entry.Detail) return refuse('Detail');
  if (!isJsonObject(entry.Detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  if (/^aws\./.test(entry.Source))
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  return undefined;
};

const bytesOf = (entry: PutEventsRequestEntry): number =>
  (entry.Time ? 14 : 0) +
  [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])].reduce(
    (sum, text) => sum + Buffer.byteLength(text ?? ''),
    0,
  );

const checkRequest = (entries: readonly PutEventsRequestEntry[]): void => {
  if (entries.length < 1 || entries.length > MAX_ENTRIES)
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${
        entries.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAX_ENTRIES}`
      }`,
    );
  if (entries.reduce((sum, entry) => sum + bytesOf(entry), 0) >= MAX_BYTES)
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
};

const busName = (entry: PutEventsRequestEntry): string => (entry.EventBusName ?? 'default').split('/').at(-1) ?? '';

/** Amazon EventBridge: the default bus of each Region, recorded in the history; there are no rules yet. */
export const createEvents = ({ clock, history }: { clock: Clock; history: History }): Events => {
  let count = 0;
  const record = (event: Omit<BusEvent, 'version' | 'id'>): string => {
    const id = `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
    const complete: BusEvent = { version: '0', id, ...event };
    history.append({ kind: 'effect', region: event.region, name: 'events:PutEvents', detail: { ...complete } });
    return id;
  };

  const putEvents = ({ Entries = [] }: PutEventsCommandInput, region: string, account: string): PutEventsResponse => {
    checkRequest(Entries);
    const results = Entries.map((entry): PutEventsResultEntry => {
      const failure = complaint(entry);
      if (failure) return failure;
      // An event for a bus that is not there is accepted, and lost: EventBridge answers an id for it.
      if (busName(entry) !== 'default') return { EventId: `lost-${++count}` };
      const { Source = '', DetailType = '', Detail = '{}', Resources = [] } = entry;
      const time = `${(entry.Time ?? new Date(clock.now())).toISOString().slice(0, 19)}Z`;
      const detail: unknown = JSON.parse(Detail);
      return {
        EventId: record({
          'detail-type': DetailType,
          source: Source,
          account,
          time,
          region,
          resources: Resources,
          detail,
        }),
      };
    });
    return { FailedEntryCount: results.filter((result) => result.ErrorCode).length, Entries: results };
  };

  return {
    service: {
      id: 'events',
      operations: { PutEvents: (input: PutEventsCommandInput, call) => putEvents(input, call.region, call.account) },
    },
    emit: (_region, event) => record(event),
  };
};
