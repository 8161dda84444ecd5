import { AwsError } from '../../service.ts';

/** One page of a list; a token names the index that the next page starts at. */
export const paged = <Item>(
  items: readonly Item[],
  { token, size }: { readonly token: string | undefined; readonly size: number },
): { page: readonly Item[]; nextToken?: string } => {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0) throw new AwsError('InvalidNextToken', 'Invalid nextToken');
  const page = items.slice(start, start + size);
  const end = start + page.length;
  return end < items.length && page.length > 0 ? { page, nextToken: String(end) } : { page };
};
