import { shortLine } from '../contract/plain-line.ts';

const secret = /password|secret|credential|token|authorization/i;
const longest = 300;
const deepest = 4;
const most = 20;
const mostMembers = 50;

/**
 * A copy that is safe to log: secrets replaced by their key, control characters by a space, long texts and lists cut
 * with their length. Total: it takes anything, cycles too, and never throws.
 */
export const summary = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return text(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? `${value}` : value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (depth === deepest) return '…';
  if (Array.isArray(value)) {
    const head = value.slice(0, most).map((item) => summary(item, depth + 1));
    return value.length > most ? [...head, `… ${value.length} in all`] : head;
  }
  return summaryOfMembers(value, depth);
};

/** An object of very many members would be as long a line as any text. */
const summaryOfMembers = (value: object, depth: number): object => {
  const members = Object.entries(value);
  const head = members
    .slice(0, mostMembers)
    .map(([key, member]) => [
      text(key),
      secret.test(key) && member !== undefined ? '[redacted]' : summary(member, depth + 1),
    ]);
  const cut = members.length > mostMembers ? [['…', `${members.length} members in all`]] : [];
  return Object.fromEntries([...head, ...cut]);
};

const text = (value: string): string => shortLine(value, longest);
