import {
  type Execution,
  type Outcome,
  parseDefinition,
  runExecution,
  type TaskInvocation,
  TaskTokens,
} from '../../../sandbox/workflow.ts';
import { type ManualClock, manualClock } from '../../support/manual-clock.ts';

export const arnOf = (name: string) => `arn:aws:lambda:us-east-1:111122223333:function:${name}`;

/** A function by its name: gets the payload, answers the result, or throws. */
export type Functions = Readonly<Record<string, (payload: unknown, call: TaskInvocation) => unknown>>;

/** What a function rejects with to fail as a deployed one does. */
export class FunctionError extends Error {
  readonly payload: string;
  constructor(payload: unknown) {
    super('the function failed');
    this.payload = JSON.stringify(payload);
  }
}

export interface Run {
  readonly execution: Execution;
  readonly clock: ManualClock;
  readonly tokens: TaskTokens;
  /** Names of the functions in the order of their calls. */
  readonly called: readonly string[];
  readonly alive: { promise: Promise<void> };
  /** Types of the history's events so far. */
  readonly events: () => (string | undefined)[];
  /** How it ended; fails the test if it runs on after a minute of the clock. */
  readonly ended: () => Promise<Outcome>;
}

export const execute = (
  definition: object,
  { input = {}, functions = {} }: { input?: unknown; functions?: Functions } = {},
): Run => {
  const clock = manualClock();
  const tokens = new TaskTokens(Math.random);
  const called: string[] = [];
  const alive = { promise: Promise.resolve() };
  const invoke = async (call: TaskInvocation) => {
    const name = call.functionName.split(':').at(-1) ?? '';
    called.push(name);
    try {
      const result = await functions[name]?.(JSON.parse(call.payload), call);
      return { payload: JSON.stringify(result ?? null), executedVersion: '$LATEST' };
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      return { payload: error.payload, functionError: 'Unhandled', executedVersion: '$LATEST' };
    }
  };
  const execution = runExecution(
    {
      definition: parseDefinition(JSON.stringify(definition)),
      region: 'us-east-1',
      roleArn: 'arn:aws:iam::111122223333:role/machine',
      stateMachine: { arn: 'arn:aws:states:us-east-1:111122223333:stateMachine:m', name: 'm' },
      execution: { arn: 'arn:aws:states:us-east-1:111122223333:execution:m:e', name: 'e' },
      input: JSON.stringify(input),
    },
    { clock, random: () => 0.5, tokens, invoke, alive: () => alive.promise },
  );
  return {
    execution,
    clock,
    tokens,
    called,
    alive,
    events: () => execution.log.events.map(({ type }) => type),
    ended: async () => {
      await clock.advance(60_000);
      return await Promise.race([execution.settled, Promise.reject(new Error('it still runs after a minute'))]);
    },
  };
};

export const task = (name: string, fields: object = {}) => ({
  Type: 'Task',
  Resource: arnOf(name),
  End: true,
  ...fields,
});

/** A machine of one state called `Only`. */
export const only = (state: object, more: object = {}) => ({ StartAt: 'Only', States: { Only: state, ...more } });

export const outputOf = (outcome: Outcome): unknown =>
  outcome.status === 'SUCCEEDED' ? JSON.parse(outcome.output) : outcome;
