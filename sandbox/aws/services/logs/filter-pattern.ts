import { AwsError } from '../../service.ts';

type Matches = (message: string) => boolean;

const refuse = (pattern: string, why: string): AwsError =>
  new AwsError('InvalidParameterException', `Invalid filter pattern '${pattern}': ${why}`);

const wildcard = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .split('*')
      .map((part) => part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&'))
      .join('.*')}$`,
    's',
  );

const valueAt = (message: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Object.entries(value).find(([name]) => name === key)?.[1]
        : undefined,
    message,
  );

const CONDITION =
  /^\(?\s*\$\.(?<path>[\w.-]+)\s*(?<operator>!=|=|>=|<=|>|<)\s*(?:"(?<text>[^"]*)"|(?<bare>[^\s"()]+))\s*\)?$/;

const numeric: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '>': (a, b) => a > b,
  '<': (a, b) => a < b,
  '>=': (a, b) => a >= b,
  '<=': (a, b) => a <= b,
};

/** One comparison of a JSON pattern; a field that is not there satisfies none, `!=` included. */
const condition = (text: string, pattern: string): ((message: unknown) => boolean) => {
  const groups = CONDITION.exec(text.trim())?.groups;
  if (!groups) throw refuse(pattern, `cannot read "${text.trim()}"`);
  const { path = '', operator = '', text: quoted, bare = '' } = groups;
  const wanted = quoted ?? bare;
  const order = numeric[operator];
  if (order && (quoted !== undefined || Number.isNaN(Number(wanted))))
    throw refuse(pattern, `${operator} needs a number`);
  return (message) => {
    const value = valueAt(message, path.split('.'));
    if (value === undefined || (typeof value === 'object' && value !== null)) return false;
    if (order) return typeof value === 'number' && order(value, Number(wanted));
    return wildcard(wanted).test(String(value)) === (operator === '=');
  };
};

const json = (pattern: string, inner: string): Matches => {
  const alternatives = inner.split('||').map((part) => part.split('&&').map((text) => condition(text, pattern)));
  return (message) => {
    try {
      const parsed: unknown = JSON.parse(message);
      return alternatives.some((all) => all.every((holds) => holds(parsed)));
    } catch {
      return false;
    }
  };
};

const TERM = /\s*(?<sign>[-?]?)(?:"(?<quoted>[^"]*)"|(?<bare>[^\s"]+))/y;

/** Terms: all of the plain ones, at least one of the `?` ones if there are no plain ones, none of the `-` ones. */
const terms = (pattern: string): Matches => {
  const found: { sign: string; text: string }[] = [];
  TERM.lastIndex = 0;
  while (TERM.lastIndex < pattern.trimEnd().length) {
    const groups = TERM.exec(pattern)?.groups;
    if (!groups) throw refuse(pattern, 'a quotation mark is not closed');
    const text = groups.quoted ?? groups.bare ?? '';
    if (groups.bare !== undefined && !/^[\w.:/@-]+$/.test(text))
      throw refuse(pattern, `put "${text}" in quotation marks`);
    found.push({ sign: groups.sign ?? '', text });
  }
  const of = (sign: string) => found.filter((term) => term.sign === sign).map(({ text }) => text);
  const [plain, optional, excluded] = [of(''), of('?'), of('-')];
  return (message) =>
    !excluded.some((text) => message.includes(text)) &&
    plain.every((text) => message.includes(text)) &&
    (plain.length > 0 || optional.length === 0 || optional.some((text) => message.includes(text)));
};

/**
 * Compiles a filter pattern: terms, quoted phrases, `?a ?b`, `-a`, and `{ $.field = "value" }` with `&&` or `||`
 * ("Filter pattern syntax", CloudWatch Logs user guide). Regular expressions and space-delimited patterns are refused.
 */
export const compilePattern = (pattern: string | undefined): Matches => {
  const text = pattern?.trim() ?? '';
  if (text === '') return () => true;
  if (text.startsWith('{')) {
    if (!text.endsWith('}')) throw refuse(text, 'it must end with }');
    return json(text, text.slice(1, -1));
  }
  if (text.startsWith('[') || text.startsWith('%'))
    throw refuse(text, 'the sandbox knows terms and JSON patterns only');
  return terms(text);
};
