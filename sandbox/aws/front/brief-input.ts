import type { ServiceId } from '../service.ts';

const LONGEST_TEXT = 500;
const MOST_ITEMS = 20;
const DEEPEST = 6;

/** Members that carry secrets. A Lambda payload may hold one: `TouchCache` is handed the cache's. */
const secretMembers: Partial<Record<ServiceId, (input: Readonly<Record<string, unknown>>) => readonly string[]>> = {
  // An overwrite may leave the type out, so that only these two are certainly plain.
  ssm: ({ Type }) => (Type === 'String' || Type === 'StringList' ? [] : ['Value']),
  secretsmanager: () => ['SecretString', 'SecretBinary'],
  lambda: () => ['Payload', 'ClientContext'],
};

/** An input as the history keeps it: cut to size, without secrets. */
export const briefInput = (service: ServiceId, input: unknown): unknown => {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return brief(input, 0);
  const plain = { ...input };
  const secrets = new Set(secretMembers[service]?.(plain));
  return Object.fromEntries(
    Object.entries(plain).map(([name, value]) => [name, secrets.has(name) ? '<redacted>' : brief(value, 1)]),
  );
};

const brief = (value: unknown, depth: number): unknown => {
  if (typeof value === 'string') return value.length > LONGEST_TEXT ? `${value.slice(0, LONGEST_TEXT)}…` : value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (value instanceof Uint8Array) return `<${value.byteLength} bytes>`;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > DEEPEST) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, MOST_ITEMS).map((item) => brief(item, depth + 1));
    return value.length > MOST_ITEMS ? [...items, `… ${value.length - MOST_ITEMS} more`] : items;
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, brief(item, depth + 1)]));
};
