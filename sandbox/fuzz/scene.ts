import type { Settings } from '../../functions/middleware/settings.ts';
import { summary } from '../../functions/middleware/summary.ts';
import type { Ports } from '../../functions/ports.ts';
import { inMemoryPorts } from './in-memory-ports.ts';
import { account, configs, now, west } from './samples.ts';

/** One call that changes something which clients, caches or people's runs depend on. */
export type Change =
  | { readonly kind: 'promote'; readonly target: unknown }
  | { readonly kind: 'parameter'; readonly name: string; readonly value: string }
  | { readonly kind: 'record'; readonly zone: string; readonly batch: Parameters<Ports['records']['change']>[1] }
  | { readonly kind: 'start'; readonly name: string; readonly input: string }
  | { readonly kind: 'redis'; readonly command: string; readonly key: string }
  /** Something was written that its next reader would not understand. */
  | { readonly kind: 'unreadable'; readonly what: string };

/** Text for people or machines, with where it went. */
export interface Said {
  readonly where: 'log' | 'page' | 'subject' | 'event' | 'error' | 'note' | 'output';
  readonly text: string;
}

/** `healthy`: everything works, and nothing may be promoted. `lost`: us-east-1 is gone, and all that is not attacked says so. */
export interface Situation {
  readonly here: string;
  readonly reality: 'healthy' | 'lost';
  readonly automation: 'auto' | 'approve';
}
export const healthy: Situation = { here: west, reality: 'healthy', automation: 'auto' };
export const lost: Situation = { here: west, reality: 'lost', automation: 'auto' };

/** A world in memory for one input: its ports, what was changed through them and what was said. */
export interface Scene {
  readonly situation: Situation;
  readonly settings: Settings;
  readonly ports: Ports;
  readonly changes: Change[];
  readonly said: Said[];
}

export const settingsOf = ({ here, automation }: Situation): Settings => ({
  region: here,
  config: configs[automation],
  journalTable: 'journal',
  topicArn: `arn:aws:sns:${here}:${account}:failover`,
  stateMachineArn: `arn:aws:states:${here}:${account}:stateMachine:failover`,
});

export const sceneOf = (situation: Situation): Scene => {
  const kept = { changes: [] as Change[], said: [] as Said[] };
  const write = (fields: unknown): void => {
    // As the deployed log has it: every field passes `summary`.
    kept.said.push({ where: 'log', text: JSON.stringify(summary(fields)) ?? '' });
  };
  const log: Ports['log'] = { info: (_, fields) => write(fields), warn: (_, fields) => write(fields) };
  const clock = { now: () => new Date(now), sleep: () => new Promise<void>(() => {}) };
  const ports = { ...inMemoryPorts(situation, kept), clock, log };
  return { situation, settings: settingsOf(situation), ports, ...kept };
};
