import { Decision, Evidence } from '../../../functions/contract/evidence.ts';
import type { Entry } from '../../history.ts';
import type { RunRecord } from '../run-record.ts';
import { entriesOf, text } from './entries.ts';
import { type Run, runOf } from './executions.ts';
import { memo } from './memo.ts';

/** A decision that a function answered the workflow with, and the evidence that it says it had. */
export interface Decided {
  readonly entry: Entry;
  readonly at: number;
  readonly region: string;
  readonly run: Run | undefined;
  readonly decision: Decision;
  readonly evidence: Evidence;
  /** The request id of the invocation that decided. */
  readonly invocation: string;
}

/** Every decision in words that the contract knows. */
export const decisionsOf: (record: RunRecord) => readonly Decided[] = memo((record) =>
  entriesOf(record, 'decision').flatMap((entry) => {
    const decision = Decision.safeParse(entry.detail?.decision);
    const evidence = Evidence.safeParse(entry.detail?.evidence);
    if (!decision.success || !evidence.success) return [];
    const { at, region = '' } = entry;
    const run = runOf(record, region, text(entry, 'execution'));
    const invocation = text(entry, 'requestId');
    return [{ entry, at, region, run, decision: decision.data, evidence: evidence.data, invocation }];
  }),
);

/** Those that would promote with nobody asked. */
export const automaticDecisions = (record: RunRecord): readonly Decided[] =>
  decisionsOf(record).filter(
    ({ decision, evidence }) => decision.action === 'promote' && evidence.trigger === 'automatic',
  );
