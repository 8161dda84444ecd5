/** One operand: a document path, or a placeholder for a value. */
export type Operand = { readonly path: readonly string[] } | { readonly value: string };

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }
  | { readonly kind: 'exists'; readonly path: readonly string[]; readonly wanted: boolean }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Operand; readonly right: Operand };

export interface Update {
  readonly set: readonly { readonly path: readonly string[]; readonly value: Operand }[];
  readonly remove: readonly (readonly string[])[];
}

/** Reads a ConditionExpression, as far as the model knows them: comparisons, attribute_(not_)exists, AND, OR, NOT. */
export const parseCondition = (text: string): Condition => {
  const words = new Words(text);
  const condition = readOr(words);
  words.end();
  return condition;
};

/** Reads an UpdateExpression of SET and REMOVE clauses. */
export const parseUpdate = (text: string): Update => {
  const words = new Words(text);
  const set: Update['set'][number][] = [];
  const remove: string[][] = [];
  while (!words.done) {
    const clause = words.take().toUpperCase();
    if (clause !== 'SET' && clause !== 'REMOVE') throw words.unknown(clause);
    do {
      const path = readPath(words);
      if (clause === 'REMOVE') remove.push(path);
      else {
        words.expect('=');
        set.push({ path, value: readOperand(words) });
      }
    } while (words.accept(','));
  }
  return { set, remove };
};

const readOr = (words: Words): Condition => readChain(words, 'or', readAnd);
const readAnd = (words: Words): Condition => readChain(words, 'and', readNot);

const readChain = (words: Words, kind: 'and' | 'or', next: (words: Words) => Condition): Condition => {
  const parts = [next(words)];
  while (words.accept(kind)) parts.push(next(words));
  const [only] = parts;
  return parts.length === 1 && only ? only : { kind, parts };
};

const readNot = (words: Words): Condition => {
  if (words.accept('not')) return { kind: 'not', part: readNot(words) };
  if (words.accept('(')) {
    const inner = readOr(words);
    words.expect(')');
    return inner;
  }
  for (const wanted of [true, false])
    if (words.accept(wanted ? 'attribute_exists' : 'attribute_not_exists')) {
      words.expect('(');
      const path = readPath(words);
      words.expect(')');
      return { kind: 'exists', path, wanted };
    }
  const left = readOperand(words);
  const operator = words.take();
  if (!['=', '<>', '<', '<=', '>', '>='].includes(operator)) throw words.unknown(operator);
  return { kind: 'compare', operator, left, right: readOperand(words) };
};

const readOperand = (words: Words): Operand =>
  words.next.startsWith(':') ? { value: words.take() } : { path: readPath(words) };

const readPath = (words: Words): string[] => {
  const path = words.take().split('.');
  if (path.some((name) => !/^#?\w+$/.test(name))) throw words.unknown(path.join('.'));
  return path;
};

/** What the model cannot read fails loudly: it must never be taken for a condition that does not hold. */
class Words {
  readonly #words: readonly string[];
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
    this.#words = text.match(/[#:\w.]+|<>|<=|>=|[^\s]/g) ?? [];
  }

  get next(): string {
    return this.#words[this.#at] ?? '';
  }

  get done(): boolean {
    return this.#at >= this.#words.length;
  }

  take(): string {
    const word = this.next;
    this.#at += 1;
    return word;
  }

  accept(word: string): boolean {
    if (this.next.toLowerCase() !== word) return false;
    this.#at += 1;
    return true;
  }

  expect(word: string): void {
    if (!this.accept(word)) throw this.unknown(this.next);
  }

  end(): void {
    if (!this.done) throw this.unknown(this.next);
  }

  unknown(word: string): Error {
    return new Error(`the model of DynamoDB does not know ${JSON.stringify(word)} in: ${this.#text}`);
  }
}
