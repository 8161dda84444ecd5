import { randomUUID } from 'node:crypto';
import { acceptName, acceptPayload, createRegistry, functionNotFound } from './lambda/accept.ts';
import { createDaylight } from './lambda/daylight.ts';
import { logStreamName } from './lambda/environment.ts';
import { type FunctionSpec, functionNameOf, regionOf } from './lambda/function-spec.ts';
import { FunctionWorker } from './lambda/function-worker.ts';
import type { Invocation, InvocationResult } from './lambda/invocation.ts';
import { createPool } from './lambda/pool.ts';
import type { LambdaPorts } from './lambda/ports.ts';
import { runEvent } from './lambda/run-event.ts';
import { type Attempt, runInvocation } from './lambda/run-invocation.ts';

export type { AsyncConfig, FunctionSpec } from './lambda/function-spec.ts';
export type { Invocation, InvocationResult } from './lambda/invocation.ts';
export type { Address, LambdaPorts, Origin, RoleCredentials } from './lambda/ports.ts';

/** Lambda in every Region of the sandbox. */
export interface LambdaRuntime {
  /** Replaces a function of the same Region and name; its warm workers end. */
  readonly deploy: (spec: FunctionSpec) => void;
  /** Deletes a function. What runs finishes; an event that waits for a retry is dropped. */
  readonly remove: (name: string, region: string) => void;
  readonly find: (nameOrArn: string, region: string) => FunctionSpec | undefined;
  readonly list: (region: string) => readonly FunctionSpec[];
  /** Throws `AwsError` for what Lambda refuses; a function that fails is a result. */
  readonly invoke: (invocation: Invocation) => Promise<InvocationResult>;
  /** Ends every worker of a function at once, wherever its code stands. Answers how many there were. */
  readonly kill: (nameOrArn: string, region?: string) => number;
  /** Physical names of the functions that work now, with their Regions: what a dark Region holds back does not. */
  readonly working: () => readonly string[];
  /** Resolves once no asynchronous invocation is queued, running or waiting for a retry. */
  readonly drained: () => Promise<void>;
  /** Ends every worker; what was running or waiting is refused. */
  readonly stop: () => Promise<void>;
}

const MAX_WORKERS = 8;

/** Lambda over worker threads: unmodified bundles, each worker with its own environment, deadline and cold start. */
export const createLambdaRuntime = (ports: LambdaPorts): LambdaRuntime => {
  const { clock, account, uuid = randomUUID } = ports;
  const registry = createRegistry();
  const daylight = createDaylight(ports.network);
  const { environment = (spec, logStream) => new FunctionWorker(spec, ports, logStream) } = ports;
  const start = (spec: FunctionSpec) => environment(spec, logStreamName(clock.now(), uuid()));
  const pool = createPool(start, ports.maxWorkers ?? MAX_WORKERS);
  const working = new Set<Attempt>();
  const stage = { ports, pool, daylight, working };
  const events = new Set<Promise<void>>();
  let stopped = false;

  const invoke: LambdaRuntime['invoke'] = async (invocation) => {
    const { functionName, region, callerRoleArn } = invocation;
    const name = acceptName(functionName, region);
    const spec = registry.get(region, name);
    if (!spec) throw functionNotFound({ region, account, name });
    const payload = acceptPayload(invocation);
    const requestId = uuid();
    const current = () => registry.isCurrent(spec);
    const attempt = { spec, requestId, payload, functionArn: spec.arn, current };
    if (invocation.invocationType === 'RequestResponse')
      return runInvocation(stage, {
        ...attempt,
        nested: callerRoleArn !== undefined && registry.hasRole(callerRoleArn),
      });
    const event = { ...attempt, nested: false, acceptedAt: clock.now(), stopped: () => stopped };
    // What it waited for is refused when the sandbox stops; nobody is left to tell.
    const run = runEvent(stage, event)
      .catch(() => {})
      .finally(() => events.delete(run));
    events.add(run);
    return { requestId, statusCode: 202, payload: '', executedVersion: '$LATEST', logTail: '' };
  };

  return {
    deploy: (spec) => {
      const before = registry.put(spec);
      if (before) pool.retire(before);
    },
    remove: (name, region) => {
      const before = registry.remove(region, name);
      if (before) pool.retire(before);
    },
    find: (nameOrArn, region) => registry.get(region, acceptName(nameOrArn, region)),
    list: registry.inRegion,
    invoke,
    kill: (nameOrArn, region = regionOf(nameOrArn)) => {
      const name = functionNameOf(nameOrArn);
      return pool.kill(({ spec }) => spec.name === name && (region === undefined || spec.region === region));
    },
    working: () =>
      [...working].flatMap(({ spec: { region, name } }) =>
        ports.network.isDark(region) ? [] : [`${name} in ${region}`],
      ),
    drained: async () => {
      while (events.size > 0) await Promise.all(events);
    },
    stop: async () => {
      stopped = true;
      daylight.stop();
      await pool.stop();
    },
  };
};
