import { type AlarmRule, type AtLeast, alarmsOf } from './alarm-rule.ts';
import type { StateValue } from './missing-data.ts';

/** "The AlarmRule can specify as many as 100 children alarms" (PutCompositeAlarm). */
const MAX_CHILDREN = 100;

const TOKEN = /\s*(?:"(?<quoted>[^"]*)"|(?<sign>[(),%])|(?<word>[^\s"(),%]+))/y;

interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

type Tokens = Token[];

const tokensOf = (text: string): Tokens => {
  const found: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match?.groups) throw new SyntaxError('a quotation mark is not closed');
    const { quoted, sign, word } = match.groups;
    found.push({ text: quoted ?? sign ?? word ?? '', quoted: quoted !== undefined });
  }
  return found;
};

const isNext = ([next]: Tokens, word: string): boolean => !next?.quoted && next?.text.toUpperCase() === word;

/** Removes the next token if it is this word. */
const skip = (tokens: Tokens, word: string): boolean => isNext(tokens, word) && tokens.shift() !== undefined;

const expect = (tokens: Tokens, sign: string): void => {
  if (!skip(tokens, sign)) throw new SyntaxError(`expected "${sign}" before "${tokens[0]?.text ?? 'the end'}"`);
};

const nameOf = (tokens: Tokens): string => {
  const token = tokens.shift();
  if (!token?.text || (!token.quoted && /^[(),%]$/.test(token.text)))
    throw new SyntaxError('expected the name or the ARN of an alarm');
  return token.text;
};

const stateOf = (tokens: Tokens): StateValue => {
  const word = tokens.shift()?.text.toUpperCase();
  if (word !== 'OK' && word !== 'ALARM' && word !== 'INSUFFICIENT_DATA')
    throw new SyntaxError(`expected ALARM, OK or INSUFFICIENT_DATA, got "${word ?? 'the end'}"`);
  return word;
};

const joined =
  (kind: 'and' | 'or', operand: (tokens: Tokens) => AlarmRule) =>
  (tokens: Tokens): AlarmRule => {
    const first = operand(tokens);
    const rules = [first];
    while (skip(tokens, kind.toUpperCase())) rules.push(operand(tokens));
    return rules.length === 1 ? first : { kind, rules };
  };

/** `AT_LEAST(2, ALARM, (a, b, c))`; the threshold may be a percentage, the state may be negated with NOT. */
const atLeast = (tokens: Tokens): AtLeast => {
  expect(tokens, '(');
  const count = Number(tokens.shift()?.text);
  const percent = skip(tokens, '%');
  expect(tokens, ',');
  const negated = skip(tokens, 'NOT');
  const state = stateOf(tokens);
  expect(tokens, ',');
  expect(tokens, '(');
  const alarms = [nameOf(tokens)];
  while (skip(tokens, ',')) alarms.push(nameOf(tokens));
  expect(tokens, ')');
  expect(tokens, ')');
  const most = percent ? 100 : alarms.length;
  if (!Number.isInteger(count) || count < 1 || count > most)
    throw new SyntaxError(`the threshold of AT_LEAST must be 1 to ${most}`);
  return { kind: 'at-least', count, percent, negated, state, alarms };
};

const unary = (tokens: Tokens): AlarmRule => {
  if (skip(tokens, 'NOT')) return { kind: 'not', rule: unary(tokens) };
  if (skip(tokens, 'TRUE')) return { kind: 'constant', value: true };
  if (skip(tokens, 'FALSE')) return { kind: 'constant', value: false };
  if (skip(tokens, 'AT_LEAST')) return atLeast(tokens);
  if (skip(tokens, '(')) {
    const inner = expression(tokens);
    expect(tokens, ')');
    return inner;
  }
  const state = stateOf(tokens);
  expect(tokens, '(');
  const alarm = nameOf(tokens);
  expect(tokens, ')');
  return { kind: 'state', state, alarm };
};

const expression: (tokens: Tokens) => AlarmRule = joined('or', joined('and', unary));

/**
 * Parses an AlarmRule (PutCompositeAlarm; AT_LEAST as CDK writes it). NOT binds tighter than AND, AND tighter than OR.
 * Throws a SyntaxError that says what is wrong.
 */
export const parseAlarmRule = (text: string): AlarmRule => {
  const tokens = tokensOf(text);
  const rule = expression(tokens);
  if (tokens[0]) throw new SyntaxError(`unexpected "${tokens[0].text}"`);
  if (alarmsOf(rule).length > MAX_CHILDREN) throw new SyntaxError(`it names more than ${MAX_CHILDREN} alarms`);
  return rule;
};
