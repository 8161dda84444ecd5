import { AwsError } from '../../service.ts';
import { constraint } from './refusals.ts';

/** One page of a list sorted by name. The token names the last item given, so items may come and go between two pages. */
export const page = <T>(
  items: readonly T[],
  {
    nameOf,
    size,
    max,
    token,
  }: { nameOf: (item: T) => string; size: number | undefined; max: number; token: string | undefined },
): { items: readonly T[]; NextToken?: string } => {
  const limit = size ?? max;
  if (limit < 1) throw constraint('maxResults', limit, 'have value greater than or equal to 1');
  if (limit > max) throw constraint('maxResults', limit, `have value less than or equal to ${max}`);
  const after = token === undefined ? '' : decoded(token);
  const rest = items.filter((item) => nameOf(item) > after);
  const shown = rest.slice(0, limit);
  const last = shown.at(-1);
  return last !== undefined && rest.length > limit
    ? { items: shown, NextToken: encoded(nameOf(last)) }
    : { items: shown };
};

const PREFIX = 'after ';
const encoded = (name: string): string => Buffer.from(PREFIX + name).toString('base64');
const decoded = (token: string): string => {
  const text = Buffer.from(token, 'base64').toString();
  if (!text.startsWith(PREFIX)) throw new AwsError('InvalidNextToken', "The specified token isn't valid.");
  return text.slice(PREFIX.length);
};
