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
  /** Its last end. */
  readonly ended: Entry | undefined;
  /** When it began, ended, was redriven and ended again, oldest first. */
  readonly turns: readonly { readonly at: number; readonly running: boolean; readonly redrives: number }[];
  /** As it was asked for; empty for an input that is no object. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly mode: string;
  /** `automatic`: by a trigger of ours. `approved`: that, and people said yes. `manual`: a person's. */
  readonly trigger: 'automatic' | 'manual';
  /** When people last said yes, by the workflow's going on. */
  readonly approvedAt: number | undefined;
}

const keyOf = (region: string | undefined, name: string): string => `${region}/${name}`;

/** A redriven execution goes on under its name, with its input. */
export const isRedrive = (entry: Entry): boolean => entry.detail?.redrives !== undefined;

const table = memo((record) => {
  const runs = new Map<string, Run>();
  const ends = new Map<string, Entry>();
  const approvals = new Map<string, number>();
  const turns = new Map<string, Run['turns'][number][]>();
  for (const entry of entriesOf(record, 'execution')) {
    const key = keyOf(entry.region, text(entry, 'execution'));
    const running = entry.name === 'RUNNING';
    const known = turns.get(key) ?? [];
    const redrives = isRedrive(entry) ? Number(entry.detail?.redrives) : (known.at(-1)?.redrives ?? 0);
    turns.set(key, [...known, { at: entry.at, running, redrives }]);
    if (!running) ends.set(key, entry);
  }
  for (const state of entriesOf(record, 'state'))
    if (/Approval/.test(state.name) && text(state, 'at') === 'exited')
      approvals.set(keyOf(state.region, text(state, 'execution')), state.at);
  for (const started of entriesOf(record, 'execution', 'RUNNING')) {
    const name = text(started, 'execution');
    const key = keyOf(started.region, name);
    if (isRedrive(started)) continue;
    const input = object(json(text(started, 'input')));
    runs.set(key, {
      name,
      region: started.region ?? '',
      started,
      ended: ends.get(key),
      turns: turns.get(key) ?? [],
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

/** An execution by its Region and its name, its ARN, or the owner of a claim, which tells its redrives apart. */
export const runOf = (record: RunRecord, region: string | undefined, owner: string): Run | undefined =>
  table(record).get(keyOf(region, nameIn(owner)));

const nameIn = (owner: string): string => owner.split(':').at(-1)?.split('#')[0] ?? owner;

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

/** Whether it had ended at an instant, for as long as it was not redriven more often than `redrives`. */
export const isOver = (
  { turns }: Run,
  { at, redrives }: { readonly at: number; readonly redrives: number },
): boolean => {
  const last = turns.findLast((turn) => turn.at <= at);
  return last !== undefined && (!last.running || last.redrives > redrives);
};
