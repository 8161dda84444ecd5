import config from '../../../../failover.config.ts';
import type { Entry } from '../../../../sandbox/history.ts';

export const east = 'us-east-1';
export const west = 'us-west-2';
export const witness = 'eu-west-1';

const START = Date.parse('2026-11-23T08:00:00Z');
/** Seconds into the run. */
export const at = (seconds: number): number => START + Math.round(seconds * 1000);
export const instant = (seconds: number): string => new Date(at(seconds)).toISOString();

export type Detail = Readonly<Record<string, unknown>>;
type Made = Omit<Entry, 'at'>;
/** An entry at some second of the run. */
export const entryAt = (seconds: number, entry: Made): Entry => ({ at: at(seconds), ...entry });

export const roleOf = (region: string, handler: string): string =>
  `arn:aws:iam::${config.account}:role/failover-${region}-${handler}Role-1`;

/** A call by a function of ours, of one invocation, and what it is called by the effect that it causes. */
export interface Called {
  readonly handler: string;
  readonly region: string;
  /** @default the Region of the caller */
  readonly to?: string;
  readonly invocation?: string;
  readonly input?: Detail;
  readonly outcome?: string;
  readonly requestId?: string;
  readonly sentAt?: number;
}

export const called = (seconds: number, name: string, call: Called): Entry => {
  const { handler, region, to = region, invocation = handler, input = {}, outcome = 'OK', requestId = '' } = call;
  const sentAt = call.sentAt === undefined ? at(seconds) : at(call.sentAt);
  const principal = roleOf(region, handler);
  const who = { from: region, principal, function: `failover-${handler}`, invocation };
  return entryAt(seconds, { kind: 'call', region: to, name, detail: { ...who, outcome, requestId, sentAt, input } });
};

export const effect = (seconds: number, name: string, { region, ...detail }: Detail & { region?: string }): Entry =>
  entryAt(seconds, { kind: 'effect', ...(region !== undefined && { region }), name, detail });

export const fault = (seconds: number, name: string, detail: Detail = {}): Entry =>
  entryAt(seconds, { kind: 'fault', name, detail });

export const ranFunction = (
  seconds: number,
  handler: string,
  { region, ...detail }: Detail & { region: string },
): Entry =>
  entryAt(seconds, {
    kind: 'function',
    region,
    name: `failover-${handler}`,
    detail: { phase: 'end', requestId: handler, durationMs: 500, ...detail },
  });

export const page = (seconds: number, region: string, { subject = 'sessions', message = 'sessions' } = {}): Entry =>
  entryAt(seconds, { kind: 'page', region, name: 'failover', detail: { subject, message } });

export const alarm = (seconds: number, name: string, { region = west, to = 'ALARM', forced = false } = {}): Entry =>
  entryAt(seconds, { kind: 'alarm', region, name, detail: { from: 'OK', to, forced } });
