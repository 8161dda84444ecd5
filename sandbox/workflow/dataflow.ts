import { ExecutionError, StateMachine, type StateMachineDefinition } from 'aws-local-stepfunctions';
import type { State } from './definition.ts';
import { StateFailure } from './failure.ts';
import type { Json } from './json.ts';

/** What a state does between its `Parameters` and its `ResultSelector`. */
export type Perform = (input: Json) => Promise<Json>;

/** Where the context object hides: the library overwrites `$$.Execution`, but leaves the rest alone. */
const contextName = 'Object';

/** Longer than any test, shorter than the 2³¹ ms at which a timer fires at once. Deadlines are kept by the caller. */
const noTimeoutSeconds = 2_000_000;

/**
 * Runs one state through aws-local-stepfunctions: `InputPath`, `Parameters`, `ResultSelector`, `ResultPath`,
 * `OutputPath`, intrinsic functions. With `perform` the state becomes a Task that does it.
 * Rejects with `StateFailure`, or with whatever `perform` rejected with.
 */
export const flow = async (
  fields: Readonly<Record<string, unknown>>,
  input: Json,
  options: { readonly context: Json; readonly perform?: Perform },
): Promise<Json> => {
  const { Next: _next, Retry: _retry, Catch: _catch, ...rest } = fields;
  const timeout = rest.Type === 'Task' ? { TimeoutSeconds: noTimeoutSeconds } : {};
  const only = { ...rest, ...timeout, End: true };
  return await run({ only: rest.ResultPath === '$' ? { ...only, ResultPath: undefined } : only }, input, options);
};

/** Resolves a payload template against a state's input. */
export const template = (parameters: Readonly<Record<string, unknown>>, input: Json, context: Json): Promise<Json> =>
  flow({ Type: 'Pass', Parameters: parameters }, input, { context });

/** Evaluates a Choice state: the name of the chosen state, and what it receives. */
export const choose = async (state: State, input: Json, context: Json): Promise<{ next: string; output: Json }> => {
  const targets = [...list(state.Choices), { Next: state.Default }].map(({ Next }) => String(Next));
  const marks = targets.map((next) => [
    `to ${next}`,
    { Type: 'Pass', Parameters: { next, 'output.$': '$' }, End: true },
  ]);
  const rules = list(state.Choices).map((rule) => ({ ...rule, Next: `to ${rule.Next}` }));
  const fallback = state.Default === undefined ? {} : { Default: `to ${state.Default}` };
  const only = { ...state, Choices: rules, ...fallback };

  const chosen = await run({ only, ...Object.fromEntries(marks) }, input, { context });
  if (chosen === null || typeof chosen !== 'object' || !('next' in chosen)) throw new TypeError('no state was chosen');
  return { next: String(chosen.next), output: chosen.output ?? null };
};

const list = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value : []);

const run = async (
  states: Readonly<Record<string, unknown>>,
  input: Json,
  { context, perform }: { readonly context: Json; readonly perform?: Perform },
): Promise<Json> => {
  const definition = rewrite({ StartAt: 'only', States: states });
  // The library's type of a definition is narrower than JSON; parseDefinition has checked this one.
  const machine = new StateMachine(definition as unknown as StateMachineDefinition, {
    validationOptions: { noValidate: true },
  });
  // Its JSON types are mutable, ours are not; it clones what it changes.
  const overrides = perform ? { taskResourceLocalHandlers: { only: perform as never } } : {};
  try {
    return (await machine.run(input as never, { context: { [contextName]: context }, overrides }).result) as Json;
  } catch (error) {
    throw failureOf(error);
  }
};

const failureOf = (error: unknown): unknown => {
  const cause = error instanceof ExecutionError ? error.cause : error;
  if (!(cause instanceof Error) || !cause.name.startsWith('States.')) return cause;
  return new StateFailure(cause.name, cause.message === cause.name ? undefined : cause.message);
};

/** Turns every `$$` of a path, a template or an intrinsic function into our context object. */
const rewrite = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((item) => rewrite(item));
  if (typeof value === 'string')
    return key.endsWith('Path') || key.endsWith('.$') || key === 'Variable' ? contextPath(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  const defined = Object.entries(value).filter(([, item]) => item !== undefined);
  return Object.fromEntries(defined.map(([name, item]) => [name, rewrite(item, name)]));
};

const contextPath = (path: string): string => path.replaceAll(/\$\$(?=[.[),\s]|$)/g, `$$$$.${contextName}`);
