import aslValidator from 'asl-validator';
import * as z from 'zod';

const Retrier = z.looseObject({
  ErrorEquals: z.array(z.string()),
  IntervalSeconds: z.number().default(1),
  MaxAttempts: z.number().default(3),
  BackoffRate: z.number().default(2),
  MaxDelaySeconds: z.number().optional(),
  JitterStrategy: z.enum(['NONE', 'FULL']).default('NONE'),
});

const Catcher = z.looseObject({
  ErrorEquals: z.array(z.string()),
  Next: z.string(),
  ResultPath: z.string().nullable().optional(),
});

const kinds = ['Task', 'Parallel', 'Pass', 'Wait', 'Choice', 'Succeed', 'Fail'] as const;

const State = z.looseObject({
  Type: z.enum(kinds, { error: `the sandbox runs ${kinds.join(', ')}` }),
  Next: z.string().optional(),
  End: z.boolean().optional(),
  Resource: z.string().optional(),
  Retry: z.array(Retrier).default([]),
  Catch: z.array(Catcher).default([]),
  HeartbeatSeconds: z.number().optional(),
  get Branches() {
    return z.array(Branch).optional();
  },
});

const Branch = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), State) });

const Definition = z.looseObject({ ...Branch.shape, TimeoutSeconds: z.number().optional() });

export type Retrier = z.infer<typeof Retrier>;
export type Catcher = z.infer<typeof Catcher>;
export type State = z.infer<typeof State>;
export type Branch = z.infer<typeof Branch>;
export type Definition = z.infer<typeof Definition>;

/** A definition that Step Functions, or the sandbox, would not run. The message lists every problem. */
export class InvalidDefinition extends Error {
  override readonly name = 'InvalidDefinition';
}

/** What was read before, by its text: a definition is a value, and checking one against the schema of ASL is slow. */
const read = new Map<string, Definition>();

/** Reads an ASL definition (JSONPath). Throws `InvalidDefinition`. */
export const parseDefinition = (text: string): Definition => {
  const known = read.get(text) ?? readDefinition(text);
  read.set(text, known);
  return known;
};

const readDefinition = (text: string): Definition => {
  const json = readJson(text);
  if (hasJsonata(text)) throw new InvalidDefinition('the sandbox runs JSONPath definitions, and this one uses JSONata');

  const { isValid, errorsText } = aslValidator(structuredClone(json), { checkPaths: true, checkArn: false });
  if (!isValid) throw new InvalidDefinition(errorsText('; '));

  const parsed = Definition.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new InvalidDefinition(
    parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  );
};

const hasJsonata = (text: string): boolean => /"QueryLanguage"\s*:\s*"JSONata"/.test(text);

const readJson = (text: string) => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidDefinition('the definition is not JSON', { cause });
  }
};
