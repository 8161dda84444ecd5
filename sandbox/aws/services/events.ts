import type {
  PutEventsCommandInput,
  PutEventsRequestEntry,
  PutEventsResponse,
  PutEventsResultEntry,
} from '@aws-sdk/client-eventbridge';
import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import type { Call, Service } from '../service.ts';
import { checkRequest, complaint } from './events/entries.ts';

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

const isDefaultBus = ({ EventBusName = 'default' }: PutEventsRequestEntry): boolean =>
  EventBusName.split('/').at(-1) === 'default';

type Sent = Omit<BusEvent, 'version' | 'id'>;

const sent = (
  { Source = '', DetailType = '', Detail = '{}', Resources = [], Time }: PutEventsRequestEntry,
  { now, account, region }: { readonly now: number; readonly account: string; readonly region: string },
): Sent => ({
  'detail-type': DetailType,
  source: Source,
  account,
  time: `${(Time ?? new Date(now)).toISOString().slice(0, 19)}Z`,
  region,
  resources: Resources,
  detail: JSON.parse(Detail),
});

/** Amazon EventBridge: the default bus of each Region, recorded in the history; there are no rules yet. */
export const createEvents = ({ clock, history }: { clock: Clock; history: History }): Events => {
  let count = 0;
  const uuid = (): string => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
  const record = (event: Sent): string => {
    const complete: BusEvent = { version: '0', id: uuid(), ...event };
    history.append({ kind: 'effect', region: event.region, name: 'events:PutEvents', detail: { ...complete } });
    return complete.id;
  };

  const put = (entry: PutEventsRequestEntry, { region, account }: Call): PutEventsResultEntry => {
    const failure = complaint(entry);
    if (failure) return failure;
    // EventBridge takes an event for a bus that is not there, answers an id for it, and loses it.
    return { EventId: isDefaultBus(entry) ? record(sent(entry, { now: clock.now(), region, account })) : uuid() };
  };
  const putEvents = ({ Entries = [] }: PutEventsCommandInput, call: Call): PutEventsResponse => {
    checkRequest(Entries);
    const results = Entries.map((entry) => put(entry, call));
    return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode).length, Entries: results };
  };

  return { service: { id: 'events', operations: { PutEvents: putEvents } }, emit: (_region, event) => record(event) };
};
