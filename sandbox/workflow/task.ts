import { flow } from './dataflow.ts';
import type { State } from './definition.ts';
import { dataLimitExceeded, heartbeatMissed, StateFailure, timedOut } from './failure.ts';
import { type Json, tooLarge } from './json.ts';
import { functionFailure, readCall, readResult, refusal, type TaskCall, wrapResult } from './lambda-call.ts';
import type { Visit } from './scope.ts';
import { narrator, type TaskNarrator } from './task-narrator.ts';
import { orAbort, until } from './waiting.ts';

/** A Task state: invokes its function, and with `.waitForTaskToken` waits for the answer that the token brings. */
export const runTask = async (state: State, visit: Visit): Promise<Json> => {
  const { Parameters, TimeoutSeconds, TimeoutSecondsPath, HeartbeatSeconds, HeartbeatSecondsPath, ...fields } = state;
  const wrapped = {
    ...(Parameters === undefined ? { 'task.$': '$' } : { task: Parameters }),
    timeout: TimeoutSeconds,
    'timeout.$': TimeoutSecondsPath,
    heartbeat: HeartbeatSeconds,
    'heartbeat.$': HeartbeatSecondsPath,
  };
  const perform = (read: Json) => performTask(state.Resource ?? '', new Map(Object.entries(read ?? {})), visit);
  return await flow({ ...fields, Parameters: wrapped }, visit.input, { context: visit.context, perform });
};

const performTask = async (resource: string, read: ReadonlyMap<string, Json>, visit: Visit): Promise<Json> => {
  const limits = { timeout: positive(read.get('timeout')), heartbeat: positive(read.get('heartbeat')) };
  const call = readCall(resource, read.get('task') ?? null);
  if (tooLarge(call.payload)) throw dataLimitExceeded(visit.name);

  const tell = narrator(call, visit.scope);
  tell.scheduled(limits);
  const deadlines = new Deadlines(visit, limits);
  try {
    const output = await until(work(call, visit, { tell, deadlines }), deadlines.signal);
    const text = JSON.stringify(output);
    if (tooLarge(text)) throw dataLimitExceeded(visit.name);
    tell.succeeded(text);
    return output;
  } catch (reason) {
    if (visit.scope.signal.aborted) tell.aborted();
    else if (reason instanceof StateFailure) tell.failed(reason);
    throw reason;
  } finally {
    deadlines.end();
  }
};

const positive = (seconds: Json | undefined): number | undefined => {
  if (seconds === undefined) return undefined;
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0) return seconds;
  throw new StateFailure(
    'States.Runtime',
    `The timeout of ${JSON.stringify(seconds)} seconds is not a positive integer.`,
  );
};

interface Work {
  readonly tell: TaskNarrator;
  readonly deadlines: Deadlines;
}

const work = async (call: TaskCall, { scope, context }: Visit, { tell, deadlines }: Work): Promise<Json> => {
  const token = call.waits ? tokenOf(context) : undefined;
  const answer = token === undefined ? undefined : answerTo(token, scope, deadlines);
  answer?.catch(() => {});

  const { functionName, payload } = call;
  tell.started();
  const result = await scope.ports
    .invoke({ functionName, payload, region: scope.region, roleArn: scope.roleArn })
    .catch((error: unknown) => Promise.reject(refusal(error)));
  if (result.functionError) throw functionFailure(result.payload);

  if (answer) {
    tell.submitted(JSON.stringify(wrapResult(result)));
    return await answer;
  }
  return call.optimized ? wrapResult(result) : readResult(result);
};

const tokenOf = (context: Visit['context']): string => String(new Map(Object.entries(context.Task ?? {})).get('Token'));

/** The answer may come before the function that was handed the token has returned. */
const answerTo = (token: string, scope: Visit['scope'], deadlines: Deadlines): Promise<Json> =>
  orAbort(deadlines.over, (resolve, reject) => {
    const close = scope.ports.tokens.open(token, {
      stateMachineArn: scope.stateMachineArn,
      succeed: (output) => {
        close();
        resolve(output);
      },
      fail: (failure) => {
        close();
        reject(failure);
      },
      heartbeat: () => deadlines.beat(),
    });
    return close;
  });

/** `TimeoutSeconds` and `HeartbeatSeconds` of one attempt. */
class Deadlines {
  /** Aborts with what ended the attempt: a timeout, a missed heartbeat, or the reason of the scope's signal. */
  readonly signal: AbortSignal;
  /** As `signal`, and also when the attempt has ended otherwise. */
  readonly over: AbortSignal;
  readonly #clock: Visit['scope']['ports']['clock'];
  readonly #heartbeat: number | undefined;
  readonly #missed = new AbortController();
  readonly #ended = new AbortController();
  readonly #cancelTimeout: () => void;
  #cancelHeartbeat = () => {};

  constructor({ scope }: Visit, limits: { timeout: number | undefined; heartbeat: number | undefined }) {
    this.#clock = scope.ports.clock;
    this.#heartbeat = limits.heartbeat;
    this.signal = AbortSignal.any([scope.signal, this.#missed.signal]);
    this.over = AbortSignal.any([this.signal, this.#ended.signal]);
    this.#cancelTimeout = this.#after(limits.timeout, timedOut);
    this.beat();
  }

  beat(): void {
    this.#cancelHeartbeat();
    this.#cancelHeartbeat = this.#after(this.#heartbeat, heartbeatMissed);
  }

  end(): void {
    this.#cancelTimeout();
    this.#cancelHeartbeat();
    // A reason of its own spares the exception that would be made otherwise.
    this.#ended.abort('ended');
  }

  #after(seconds: number | undefined, failure: () => StateFailure): () => void {
    if (seconds === undefined) return () => {};
    return this.#clock.after(seconds * 1_000, () => this.#missed.abort(failure()));
  }
}
