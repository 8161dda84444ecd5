import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { memo } from './memo.ts';

const byKind = memo(({ entries }) => {
  const found = new Map<string, Entry[]>();
  const add = (key: string, entry: Entry): void => {
    const list = found.get(key);
    if (list) list.push(entry);
    else found.set(key, [entry]);
  };
  for (const entry of entries) {
    add(entry.kind, entry);
    add(`${entry.kind} ${entry.name}`, entry);
  }
  return found;
});

/** Entries of one kind, in their order; of one name, where it is given. */
export const entriesOf = (record: RunRecord, kind: Entry['kind'], name?: string): readonly Entry[] =>
  byKind(record).get(name === undefined ? kind : `${kind} ${name}`) ?? [];

const byInvocation = memo((record) => Map.groupBy(entriesOf(record, 'call'), (call) => text(call, 'invocation')));

/** The calls that one invocation of a function sent, in their order. */
export const callsOf = (record: RunRecord, invocation: string): readonly Entry[] =>
  byInvocation(record).get(invocation) ?? [];

/** A member of the detail as text; empty where it is not there. */
export const text = (entry: Entry, member: string): string => {
  const value = entry.detail?.[member];
  return value === undefined || value === null ? '' : String(value);
};

/** A member of the detail as an object; empty where it is none. */
export const object = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

/** Parsed JSON, or undefined for what is none. */
export const json = (value: string): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
};

/** Seconds and milliseconds into the run, for sentences. */
export const clock = ({ truth: { startedAt } }: RunRecord, at: number): string =>
  `${((at - startedAt) / 1000).toFixed(1)} s`;
