import { automaticRequesters } from '../../../functions/contract/request.ts';
import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { entriesOf, json, object, text } from './entries.ts';
import { memo } from './memo.ts';

/** One execution of a workflow, from what Step Functions was asked and how it ended. */
export interface Run {
  readonly name: string;
  readonly region: string;
  readonly started: Entry;
  readonly ended: Entry | undefined;
  /** As it was asked for; empty for an input that is no object. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly mode: string;
  /** `automatic`: by a trigger of ours. `approved`: that, and people said yes. `manual`: a person's. */
  readonly trigger: 'automatic' | 'manual';
  /** When people last said yes, by the workflow's going on. */
  readonly approvedAt: number | undefined;
}

const keyOf = (region: string | undefined, name: string): string => `${region}/${name}`;

const table = memo((record) => {
  const runs = new Map<string, Run>();
  const ends = new Map<string, Entry>();
  const approvals = new Map<string, number>();
  for (const entry of entriesOf(record, 'execution'))
    if (entry.name !== 'RUNNING') ends.set(keyOf(entry.region, text(entry, 'execution')), entry);
  for (const state of entriesOf(record, 'state'))
    if (/Approval/.test(state.name) && text(state, 'at') === 'exited')
      approvals.set(keyOf(state.region, text(state, 'execution')), state.at);
  for (const started of entriesOf(record, 'execution', 'RUNNING')) {
    const name = text(started, 'execution');
    const key = keyOf(started.region, name);
    const input = object(json(text(started, 'input')));
    runs.set(key, {
      name,
      region: started.region ?? '',
      started,
      ended: ends.get(key),
      input,
      mode: String(input.mode ?? 'failover'),
      trigger: automaticRequesters.includes(String(input.requestedBy ?? '')) ? 'automatic' : 'manual',
      approvedAt: approvals.get(key),
    });
  }
  return runs;
});

/** Every execution that was started, in that order. */
export const runsOf = (record: RunRecord): readonly Run[] => [...table(record).values()];

/** An execution by its Region and its name or ARN. */
export const runOf = (record: RunRecord, region: string | undefined, owner: string): Run | undefined =>
  table(record).get(keyOf(region, owner.split(':').at(-1) ?? owner));

const invocations = memo((record) => {
  const found = new Map<string, Run>();
  for (const entry of entriesOf(record, 'function')) {
    const requestId = text(entry, 'requestId');
    const run = runOf(record, entry.region, text(entry, 'execution'));
    if (requestId !== '' && run) found.set(requestId, run);
  }
  return found;
});

/** The execution whose step an invocation was. */
export const runOfInvocation = (record: RunRecord, invocation: string): Run | undefined =>
  invocations(record).get(invocation);

const calls = memo((record) => new Map(entriesOf(record, 'call').map((call) => [text(call, 'requestId'), call])));

/** The call that caused an effect. */
export const causeOf = (record: RunRecord, effect: Entry): Entry | undefined => {
  const requestId = text(effect, 'requestId');
  return requestId === '' ? undefined : calls(record).get(requestId);
};

/** The execution that caused an effect or made a call, where the record tells. */
export const runBehind = (record: RunRecord, entry: Entry): Run | undefined => {
  const call = entry.kind === 'effect' ? causeOf(record, entry) : entry;
  return call && runOfInvocation(record, text(call, 'invocation'));
};

/** Whether its function timed out or its execution ended: what people can see of a stop. */
export const isOver = (run: Run, at: number): boolean => run.ended !== undefined && run.ended.at <= at;
