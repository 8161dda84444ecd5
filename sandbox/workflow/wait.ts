import { flow } from './dataflow.ts';
import type { State } from './definition.ts';
import { StateFailure } from './failure.ts';
import type { Json } from './json.ts';
import type { Visit } from './scope.ts';
import { pause } from './waiting.ts';

/** A Wait state, on the sandbox's clock. Answers its input. */
export const runWait = async (state: State, { input, context, scope }: Visit): Promise<Json> => {
  const { Seconds, SecondsPath, Timestamp, TimestampPath, InputPath, OutputPath } = state;
  const Parameters = {
    'input.$': '$',
    seconds: Seconds,
    'seconds.$': SecondsPath,
    timestamp: Timestamp,
    'timestamp.$': TimestampPath,
  };
  const perform = async (read: Json): Promise<Json> => {
    const fields = new Map(Object.entries(read ?? {}));
    await pause(scope.ports.clock, waitMs(fields, scope.ports.clock.now()), scope.signal);
    return fields.get('input') ?? null;
  };
  return await flow({ Type: 'Task', InputPath, OutputPath, Parameters }, input, { context, perform });
};

const waitMs = (fields: ReadonlyMap<string, Json>, now: number): number => {
  const seconds = fields.get('seconds');
  if (seconds === undefined) return Math.max(0, Date.parse(String(fields.get('timestamp'))) - now);
  if (typeof seconds === 'number' && Number.isInteger(seconds) && seconds >= 0) return seconds * 1_000;
  throw new StateFailure('States.Runtime', `The wait of ${JSON.stringify(seconds)} seconds is not a whole number.`);
};
