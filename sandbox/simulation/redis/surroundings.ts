import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import type { Earlier } from './earlier.ts';
import type { Paths } from './paths.ts';
import type { Answer } from './struck-command.ts';

/** What every part of the model shares. */
export interface Surroundings {
  readonly clock: Clock;
  readonly random: () => number;
  readonly history: History;
  readonly paths: Paths;
  readonly times: Times;
  /** What servers answered to functions, for reads that are answered late in the day. */
  readonly earlier: Earlier<Answer>;
}

export interface Times {
  readonly replicationLagMs: number;
  readonly replPingPeriodMs: number;
  readonly replTimeoutMs: number;
  readonly replBacklogBytes: number;
  readonly fullSyncMs: number;
}

/** 40 hexadecimal digits, as a replication id has. */
export const randomId = (random: () => number): string => {
  let id = '';
  while (id.length < 40)
    id += Math.floor(random() * 0x1_0000)
      .toString(16)
      .padStart(4, '0');
  return id;
};
