import type { Daylight } from './daylight.ts';
import type { Ending, ExecutionEnvironment } from './execution-environment.ts';
import type { FunctionSpec } from './function-spec.ts';
import type { InvocationResult } from './invocation.ts';
import { openLog } from './invocation-log.ts';
import { answered, exited, type Outcome, timedOut } from './outcome.ts';
import { ownMetrics } from './own-metrics.ts';
import type { Pool } from './pool.ts';
import type { LambdaPorts } from './ports.ts';

/** "The Init phase is limited to 10 seconds": https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html */
const INIT_LIMIT_MS = 10_000;

export interface Stage {
  readonly ports: Pick<LambdaPorts, 'clock' | 'history' | 'log' | 'publish'>;
  readonly pool: Pool<ExecutionEnvironment>;
  readonly daylight: Daylight;
  /** Those whose invocation has begun, cold start included, and is not over. */
  readonly working: Set<Attempt>;
}

export interface Attempt {
  readonly spec: FunctionSpec;
  readonly requestId: string;
  readonly payload: string;
  readonly functionArn: string;
  readonly nested: boolean;
  /** Whether the function is still what is deployed, so that its worker stays warm. */
  readonly current: () => boolean;
}

/** Runs a function once. Resolves whatever the function does; in a dark Region it does not start before it is healed. */
export const runInvocation = async (stage: Stage, attempt: Attempt): Promise<InvocationResult> => {
  await stage.daylight.until(attempt.spec.region);
  stage.working.add(attempt);
  try {
    return await work(stage, attempt);
  } finally {
    stage.working.delete(attempt);
  }
};

const work = async (stage: Stage, attempt: Attempt): Promise<InvocationResult> => {
  const { ports, pool } = stage;
  const { spec, requestId } = attempt;
  const { name, region } = spec;
  const worker = await pool.acquire(spec, attempt);
  const note = (phase: string, detail: object): void =>
    ports.history.append({ kind: 'function', region, name, detail: { phase, requestId, ...detail } });
  const log = openLog(ports.log, { spec, logStream: worker.logStream, requestId });
  worker.onLine = log.line;

  const cold = worker.invocations === 0;
  const bornAt = ports.clock.now();
  const started = cold ? await within(ports, { work: worker.started, ms: INIT_LIMIT_MS }) : undefined;
  const startedAt = ports.clock.now();
  if (cold) note('cold', { initMs: startedAt - bornAt });
  log.start();
  note('start', { cold });
  const outcome = await finish(stage, { attempt, worker, started });
  const durationMs = ports.clock.now() - startedAt;
  const { heapMb, functionError, payload } = outcome;
  log.end({ durationMs, heapMb, note: outcome.note, ...(cold && { initMs: startedAt - bornAt }) });
  note('end', { durationMs, heapMb, ...(functionError && { functionError, error: payload.slice(0, 1000) }) });
  // A success counts as no error.
  ports.publish?.(region, ownMetrics(name, { Invocations: 1, Errors: functionError === undefined ? 0 : 1 }));
  worker.onLine = () => {};
  pool.release(worker, { reusable: outcome.reusable && attempt.current() });
  return {
    requestId,
    statusCode: 200,
    payload,
    executedVersion: '$LATEST',
    logTail: log.tail(),
    ...(functionError && { functionError }),
  };
};

type Late = 'late';

const finish = async (
  { ports, daylight }: Stage,
  { attempt, worker, started }: { attempt: Attempt; worker: ExecutionEnvironment; started: Ending | Late | undefined },
): Promise<Outcome> => {
  const { spec, requestId, payload, functionArn } = attempt;
  const late = (): Outcome => timedOut(requestId, { now: ports.clock.now(), timeoutMs: spec.timeoutMs });
  if (started === 'late') return late();
  if (started && started.kind !== 'ready') return outcomeOf(started, requestId);
  const remainingMs = spec.timeoutMs;
  const run = worker.run({ requestId, payload, remainingMs, functionArn, traceId: traceIdOf(requestId) });
  // What a function has to say does not leave a dark Region: it is heard after, or its deadline passes.
  const heard = run.then(async (ending) => {
    await daylight.until(spec.region);
    return ending;
  });
  const ending = await within(ports, { work: heard, ms: spec.timeoutMs });
  return ending === 'late' ? late() : outcomeOf(ending, requestId);
};

const outcomeOf = (ending: Ending, requestId: string): Outcome => {
  if (ending.kind === 'result') return answered(ending);
  if (ending.kind === 'failure')
    return { payload: ending.payload, functionError: 'Unhandled', heapMb: ending.heapMb, reusable: !ending.fatal };
  return exited(requestId, ending.kind === 'exit' ? ending : { code: 1, killed: false });
};

const within = <T>(
  { clock }: Pick<LambdaPorts, 'clock'>,
  { work, ms }: { work: Promise<T>; ms: number },
): Promise<T | Late> =>
  new Promise((resolve) => {
    const cancel = clock.after(ms, () => resolve('late'));
    work.then((value) => {
      cancel();
      resolve(value);
    });
  });

const traceIdOf = (requestId: string): string => {
  const digits = requestId.replaceAll('-', '').padEnd(32, '0');
  return `Root=1-${digits.slice(0, 8)}-${digits.slice(8, 32)};Parent=${digits.slice(0, 16)};Sampled=0`;
};
