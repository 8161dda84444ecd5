import type { NormalizedSchema } from '@smithy/core/schema';

/** What is wrong with an input by its schema. Paths as AWS words them: `changeBatch.changes.1.member.action`. */
export interface Problems {
  readonly missing: readonly string[];
  readonly mistyped: readonly string[];
}

/** Compares a parsed input with its schema: required members and types. Ranges and enums are the services' own business. */
export const inspect = (schema: NormalizedSchema, value: unknown): Problems => {
  const problems = { missing: [], mistyped: [] };
  visit(schema, value, { path: '', problems });
  return problems;
};

interface Visit {
  readonly path: string;
  readonly problems: { missing: string[]; mistyped: string[] };
}

const visit = (schema: NormalizedSchema, value: unknown, at: Visit): void => {
  if (schema.isUnitSchema() || schema.isDocumentSchema()) return;
  if (!hasType(schema, value)) {
    at.problems.mistyped.push(at.path);
    return;
  }
  if (schema.isStructSchema()) visitStruct(schema, Object(value), at);
  else if (schema.isListSchema())
    for (const [index, item] of Object.entries(Object(value)))
      child(schema.getValueSchema(), item, { ...at, path: join(at.path, `${Number(index) + 1}.member`) });
  else if (schema.isMapSchema())
    for (const [key, item] of Object.entries(Object(value)))
      child(schema.getValueSchema(), item, { ...at, path: join(at.path, `${key}.member`) });
};

const visitStruct = (schema: NormalizedSchema, value: Readonly<Record<string, unknown>>, at: Visit): void => {
  const required = requiredCount(schema);
  let index = 0;
  for (const [name, member] of schema.structIterator()) {
    const path = join(at.path, name.charAt(0).toLowerCase() + name.slice(1));
    const present = Object.hasOwn(value, name) && value[name] !== undefined && value[name] !== null;
    if (present) visit(member, value[name], { ...at, path });
    else if (index < required) at.problems.missing.push(path);
    index += 1;
  }
};

const child = (schema: NormalizedSchema, value: unknown, at: Visit): void => {
  if (value !== null && value !== undefined) visit(schema, value, at);
};

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** A static structure's tuple lists its required members first, and ends in their number. */
const requiredCount = (schema: NormalizedSchema): number => {
  const tuple: unknown = schema.getSchema();
  const count: unknown = Array.isArray(tuple) ? tuple[6] : undefined;
  return typeof count === 'number' ? count : 0;
};

const hasType = (schema: NormalizedSchema, value: unknown): boolean => {
  if (schema.isStructSchema() || schema.isMapSchema())
    return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
  if (schema.isListSchema()) return Array.isArray(value);
  if (schema.isBooleanSchema()) return typeof value === 'boolean';
  if (schema.isTimestampSchema()) return value instanceof Date && !Number.isNaN(value.getTime());
  if (schema.isBlobSchema()) return value instanceof Uint8Array;
  if (schema.isBigIntegerSchema() || schema.isBigDecimalSchema()) return true;
  if (schema.isNumericSchema()) return typeof value === 'number' || typeof value === 'bigint';
  if (schema.isStringSchema()) return typeof value === 'string' || value instanceof String;
  return true;
};
