import { refuse } from './refusals.ts';

/** One page of a list, as Step Functions' list operations answer: 100 unless asked, 1,000 at most. */
export const pageOf = <T>(
  items: readonly T[],
  { maxResults, nextToken }: { maxResults?: number | undefined; nextToken?: string | undefined },
): { readonly items: readonly T[]; readonly nextToken?: string } => {
  if (maxResults !== undefined && (maxResults < 0 || maxResults > 1_000))
    throw refuse.validation(
      `Value '${maxResults}' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000`,
    );
  const start = nextToken === undefined ? 0 : readToken(nextToken);
  const end = start + (maxResults || 100);
  return { items: items.slice(start, end), ...(end < items.length ? { nextToken: writeToken(end) } : {}) };
};

const writeToken = (start: number): string => Buffer.from(`from:${start}`).toString('base64');

const readToken = (token: string): number => {
  const found = /^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString());
  if (!found) throw refuse.token();
  return Number(found[1]);
};
