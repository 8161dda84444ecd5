import { setTimeout } from 'node:timers/promises';
import type { Clock } from '../ports.ts';
import { deployedConfig } from './deployed-config.ts';
import { embeddedCounter } from './embedded-counter.ts';
import { readSettings } from './settings.ts';
import type { LambdaHandler, Step } from './step.ts';
import { structuredLog } from './structured-log.ts';

/** The one place where functions take the machine's own time. */
const machineClock: Clock = { now: () => new Date(), sleep: async (ms) => setTimeout(ms) };

/**
 * The handler that Lambda calls. It wires itself on its first invocation, once per container: a missing setting then
 * fails that invocation by name, where a failing import would only show as an exit of the runtime.
 */
export const deployed = <Out>(step: Step<Out>): LambdaHandler<Out> => {
  let wired: LambdaHandler<Out> | undefined;

  return async (event, context) => {
    wired ??= step.inWorld({
      settings: readSettings(process.env, deployedConfig()),
      clock: machineClock,
      log: structuredLog(context.functionName ?? 'failover'),
      counter: embeddedCounter(),
    });
    return wired(event, context);
  };
};
