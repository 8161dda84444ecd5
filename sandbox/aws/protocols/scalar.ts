import type { NormalizedSchema } from '@smithy/core/schema';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;
const SPECIAL = new Set(['NaN', 'Infinity', '-Infinity']);

/** A simple value that travels as text: in a form, a label, a query string or a header. Throws where it is none. */
export const readScalar = (schema: NormalizedSchema, value: string): unknown => {
  if (schema.isBooleanSchema()) {
    const lower = value.toLowerCase();
    if (lower !== 'true' && lower !== 'false') throw new TypeError(`${value} is not a boolean`);
    return lower === 'true';
  }
  if (schema.isNumericSchema()) {
    if (!NUMBER.test(value) && !SPECIAL.has(value)) throw new TypeError(`${value} is not a number`);
    return Number(value);
  }
  if (schema.isTimestampSchema()) {
    // Older tools send epoch seconds where the model says ISO 8601; AWS accepts both.
    const time = new Date(NUMBER.test(value) ? Number(value) * 1000 : value);
    if (Number.isNaN(time.getTime())) throw new TypeError(`${value} is not a timestamp`);
    return time;
  }
  if (schema.isBlobSchema()) return Uint8Array.from(Buffer.from(value, 'base64'));
  return value;
};

/** A simple value as the text of a header. */
export const writeScalar = (value: unknown): string => (value instanceof Date ? value.toUTCString() : String(value));
