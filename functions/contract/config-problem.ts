import type * as z from 'zod';
import { shortLine } from './plain-line.ts';

/** One thing that is wrong with a configuration, as people read it. */
export interface Problem {
  readonly path: readonly PropertyKey[];
  readonly expected: string;
  readonly got: string;
}

/** `failover.config.ts: datastores.sessions.policy.lossLimit: expected …, got …`: one line, whatever was written there. */
export const problemLine = ({ path, expected, got }: Problem): string =>
  shortLine(`failover.config.ts: ${dotted(path)}expected ${expected}, got ${got}`, 2000);

/** What the schema has against `input`, all of it. */
export const schemaProblems = (error: z.core.$ZodError, input: unknown): readonly Problem[] =>
  error.issues.flatMap((issue) => fromIssue(issue, input));

/** A value as one short line. */
export const shown = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const text = textOf(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const textOf = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? typeof value;
  } catch {
    // It holds itself, or is nested beyond all measure.
    return `a ${typeof value} that cannot be shown`;
  }
};

/** A list of words as people write it. */
export const listed = (words: readonly string[]): string => (words.length === 0 ? 'none' : words.join(', '));

const dotted = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? ''
    : `${path.map((key, index) => (typeof key === 'number' ? `[${key}]` : `${index === 0 ? '' : '.'}${String(key)}`)).join('')}: `;

const fromIssue = (issue: z.core.$ZodIssue, input: unknown): readonly Problem[] => {
  const found = shown(valueAt(input, issue.path));
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: [...issue.path, key],
        expected: 'no such member (is it misspelt?)',
        got: shown(valueAt(input, [...issue.path, key])),
      }));
    case 'invalid_key':
      return issue.issues.map((inner) => ({
        path: issue.path,
        expected: `a key that is ${expectation(inner)}`,
        got: shown(issue.path.at(-1)),
      }));
    case 'invalid_union':
      return fromUnion(issue, input);
    default:
      return [{ path: issue.path, expected: expectation(issue), got: found }];
  }
};

/** The branch that the writer meant is the one that accepts the members they wrote, and of those the nearest. */
const fromUnion = (issue: z.core.$ZodIssueInvalidUnion, input: unknown): readonly Problem[] => {
  const isRoot = (inner: z.core.$ZodIssue) => inner.path.length === 0;
  const meant = issue.errors
    .filter((branch) => !branch.some((inner) => isRoot(inner) && inner.code !== 'unrecognized_keys'))
    .toSorted((a, b) => Number(a.some(isRoot)) - Number(b.some(isRoot)) || a.length - b.length)[0];
  if (meant) return meant.flatMap((inner) => fromIssue({ ...inner, path: [...issue.path, ...inner.path] }, input));

  const choices = [...new Set(issue.errors.flatMap((branch) => branch.filter(isRoot).map(expectation)))];
  return [{ path: issue.path, expected: choices.join(' or '), got: shown(valueAt(input, issue.path)) }];
};

const expectation = (issue: z.core.$ZodIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? `a ${issue.expected}`;
    case 'invalid_value':
      return issue.values.map((value) => `'${String(value)}'`).join(' or ');
    case 'too_small':
      return `at least ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unit(issue.origin)}`;
    default:
      return issue.message
        .replace(/^expected /, '')
        .replace(/^Invalid string: must match pattern/, 'text of the form')
        .replace(/^Invalid email address$/, 'an e-mail address');
  }
};

const kinds: Readonly<Record<string, string>> = {
  int: 'a whole number',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  string: 'text',
  boolean: 'true or false',
};

const unit = (origin: string): string => (origin === 'array' ? ' of them' : origin === 'string' ? ' characters' : '');

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
