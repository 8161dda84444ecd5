/** A metric-math expression, as far as the sandbox knows the language. */
export type MathExpression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'id'; readonly id: string }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: MathExpression;
      readonly right: MathExpression;
    }
  | { readonly kind: 'list'; readonly items: readonly MathExpression[] }
  | { readonly kind: 'call'; readonly fold: Fold; readonly argument: MathExpression };

export type Operator = '+' | '-' | '*' | '/';
export type Fold = 'MAX' | 'MIN' | 'SUM' | 'AVG';

const isFold = (name: string): name is Fold => ['MAX', 'MIN', 'SUM', 'AVG'].includes(name);

const TOKEN = /\s*(?:(?<number>\d+(?:\.\d+)?)|(?<word>[A-Za-z_][A-Za-z0-9_]*)|(?<sign>[-+*/()[\],]))/y;

const tokens = (text: string): string[] => {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) throw new SyntaxError(`unexpected "${text.slice(at).trim()[0]}" at position ${at + 1}`);
    found.push(match[0].trim());
  }
  return found;
};

const expect = (tokens: string[], wanted: string): void => {
  const got = tokens.shift();
  if (got !== wanted) throw new SyntaxError(`expected "${wanted}", got ${got === undefined ? 'the end' : `"${got}"`}`);
};

const chain =
  (operators: readonly Operator[], operand: (tokens: string[]) => MathExpression) =>
  (tokens: string[]): MathExpression => {
    let left = operand(tokens);
    for (;;) {
      const operator = operators.find((sign) => sign === tokens[0]);
      if (!operator) return left;
      tokens.shift();
      left = { kind: 'binary', operator, left, right: operand(tokens) };
    }
  };

const list = (tokens: string[]): MathExpression => {
  const items = [expression(tokens)];
  while (tokens[0] === ',') {
    tokens.shift();
    items.push(expression(tokens));
  }
  expect(tokens, ']');
  return { kind: 'list', items };
};

const parenthesised = (tokens: string[]): MathExpression => {
  const inner = expression(tokens);
  expect(tokens, ')');
  return inner;
};

const factor = (tokens: string[]): MathExpression => {
  const token = tokens.shift();
  if (token === undefined) throw new SyntaxError('the expression ends too early');
  if (token === '-')
    return { kind: 'binary', operator: '-', left: { kind: 'number', value: 0 }, right: factor(tokens) };
  if (token === '(') return parenthesised(tokens);
  if (token === '[') return list(tokens);
  if (/^\d/.test(token)) return { kind: 'number', value: Number(token) };
  if (/^[a-z]/.test(token)) return { kind: 'id', id: token };
  if (!isFold(token))
    throw new SyntaxError(/^[A-Z]/.test(token) ? `the function ${token} is not supported` : `unexpected "${token}"`);
  expect(tokens, '(');
  return { kind: 'call', fold: token, argument: parenthesised(tokens) };
};

const expression: (tokens: string[]) => MathExpression = chain(['+', '-'], chain(['*', '/'], factor));

/** Parses arithmetic and MAX, MIN, SUM, AVG over ids and lists. Throws a SyntaxError that says what is not understood. */
export const parseMath = (text: string): MathExpression => {
  const rest = tokens(text);
  const whole = expression(rest);
  if (rest.length > 0) throw new SyntaxError(`unexpected "${rest[0]}"`);
  return whole;
};

/** Ids that the expression reads. */
export const idsOf = (expression: MathExpression): string[] => {
  switch (expression.kind) {
    case 'id':
      return [expression.id];
    case 'binary':
      return [...idsOf(expression.left), ...idsOf(expression.right)];
    case 'list':
      return expression.items.flatMap(idsOf);
    case 'call':
      return idsOf(expression.argument);
    default:
      return [];
  }
};
