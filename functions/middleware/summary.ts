const secret = /password|secret|credential|token|authorization/i;
/** C0 (but \t and \n become spaces too), DEL, C1, and the two separators that some viewers take for line ends. */
const control = /[\p{Cc}\u2028\u2029]+/gu;
const longest = 300;
const deepest = 4;
const most = 20;

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
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      text(key),
      secret.test(key) && member !== undefined ? '[redacted]' : summary(member, depth + 1),
    ]),
  );
};

const text = (value: string): string => {
  const clean = value.replace(control, ' ');
  return clean.length > longest ? `${clean.slice(0, longest)}… ${clean.length} characters in all` : clean;
};
