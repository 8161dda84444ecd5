import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import type { Service } from '../service.ts';

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

/** CloudWatch Logs: what the functions and the workflow logged, and a search over it. */
export const createLogs = (_dependencies: { clock: Clock; history: History; account: string }): Logs => ({
  service: { id: 'logs', operations: {} },
  ensureGroup: () => {},
  write: () => {},
});
