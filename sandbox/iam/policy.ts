/** Patterns of `Action` or `Resource`, or of their `Not…` forms. */
export interface Patterns {
  readonly patterns: readonly string[];
  readonly negated: boolean;
}

/** One condition: operator, key and the values it is compared with. */
export interface Condition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

export interface Statement {
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  readonly resources: Patterns;
  readonly conditions: readonly Condition[];
}

/** A policy document's statements. */
export type PolicyDocument = readonly Statement[];

/**
 * Reads a policy document as CloudFormation carries it. What does not fit the grammar throws, naming the place.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export const statementsOf = (document: unknown, place: string): PolicyDocument => {
  const statements = record(document, place).Statement;
  if (statements === undefined) throw new TypeError(`${place}: no Statement`);
  return (Array.isArray(statements) ? statements : [statements]).map((statement, index) =>
    statementOf(record(statement, `${place}, statement ${index + 1}`), `${place}, statement ${index + 1}`),
  );
};

const statementOf = (raw: Readonly<Record<string, unknown>>, place: string): Statement => {
  const effect = raw.Effect;
  if (effect !== 'Allow' && effect !== 'Deny') throw new TypeError(`${place}: Effect must be Allow or Deny`);
  return {
    sid: typeof raw.Sid === 'string' ? raw.Sid : undefined,
    effect,
    actions: patternsOf(raw, 'Action', place),
    // A trust policy has none: it is about the role it is attached to.
    resources: raw.Principal === undefined ? patternsOf(raw, 'Resource', place) : { patterns: ['*'], negated: false },
    conditions: conditionsOf(raw.Condition, place),
  };
};

const patternsOf = (raw: Readonly<Record<string, unknown>>, name: string, place: string): Patterns => {
  const negated = raw[name] === undefined;
  const patterns = raw[negated ? `Not${name}` : name];
  if (patterns === undefined) throw new TypeError(`${place}: neither ${name} nor Not${name}`);
  return { negated, patterns: strings(patterns, `${place}, ${name}`) };
};

const conditionsOf = (raw: unknown, place: string): Condition[] =>
  Object.entries(raw === undefined ? {} : record(raw, `${place}, Condition`)).flatMap(([operator, block]) =>
    Object.entries(record(block, `${place}, ${operator}`)).map(([key, values]) => ({
      operator,
      key,
      values: strings(values, `${place}, ${operator} of ${key}`),
    })),
  );

const strings = (raw: unknown, place: string): string[] =>
  (Array.isArray(raw) ? raw : [raw]).map((value: unknown) => {
    if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return String(value);
    throw new TypeError(`${place}: expected text, found ${JSON.stringify(value)}; are its intrinsics resolved?`);
  });

const record = (raw: unknown, place: string): Readonly<Record<string, unknown>> => {
  if (typeof raw === 'object' && raw !== null && !Array.isArray(raw)) return { ...raw };
  throw new TypeError(`${place}: expected an object, found ${JSON.stringify(raw)}`);
};
