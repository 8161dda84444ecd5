import type { HistoryEvent, HistoryEventType } from '@aws-sdk/client-sfn';
import type { Clock } from '../clock.ts';

type Details = Omit<HistoryEvent, 'id' | 'previousEventId' | 'timestamp' | 'type'>;

/** An execution's history, as GetExecutionHistory shows it. Ids count from 1. */
export class EventLog {
  readonly events: HistoryEvent[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Appends an event after `previous` (0 for the first). Answers its id. */
  add(type: HistoryEventType, previous: number, details: Details = {}): number {
    const id = this.events.length + 1;
    this.events.push({ id, previousEventId: previous, timestamp: new Date(this.#clock.now()), type, ...details });
    return id;
  }
}

/** The chain of events of one branch: each event names the one before it. */
export class Trail {
  readonly #log: EventLog;
  #last: number;

  constructor(log: EventLog, last = 0) {
    this.#log = log;
    this.#last = last;
  }

  get last(): number {
    return this.#last;
  }

  add(type: HistoryEventType, details: Details = {}): number {
    this.#last = this.#log.add(type, this.#last, details);
    return this.#last;
  }

  /** A chain of its own that begins at the newest event. */
  fork(): Trail {
    return new Trail(this.#log, this.#last);
  }
}
