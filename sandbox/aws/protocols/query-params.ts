import type { NormalizedSchema } from '@smithy/core/schema';
import { readScalar } from './scalar.ts';

/** Flattened parameters (`Members.member.1.Name=x`), with the keys that stand above a deeper one. */
interface Params {
  readonly values: URLSearchParams;
  readonly keys: ReadonlySet<string>;
}

/**
 * Undoes the flattening of an AWS Query request. The SDK has a writer for this form, but no reader.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#serialization
 */
export const readQuery = (schema: NormalizedSchema, values: URLSearchParams): unknown => {
  const keys = new Set<string>();
  for (const key of values.keys()) {
    keys.add(key);
    for (let dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) keys.add(key.slice(0, dot));
  }
  return schema.isUnitSchema() ? {} : read(schema, '', { values, keys });
};

const read = (schema: NormalizedSchema, path: string, params: Params): unknown => {
  if (schema.isStructSchema()) return readStruct(schema, path, params);
  if (schema.isListSchema()) return readList(schema, path, params);
  if (schema.isMapSchema()) return readMap(schema, path, params);
  const value = params.values.get(path);
  if (value === null) throw new TypeError(`no value at ${path}`);
  return readScalar(schema, value);
};

const readStruct = (schema: NormalizedSchema, path: string, params: Params): Record<string, unknown> => {
  const struct: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const key = `${path === '' ? '' : `${path}.`}${member.getMergedTraits().xmlName ?? name}`;
    if (params.keys.has(key)) struct[name] = read(member, key, params);
  }
  return struct;
};

const readList = (schema: NormalizedSchema, path: string, params: Params): unknown[] => {
  const item = schema.getValueSchema();
  const base = schema.getMergedTraits().xmlFlattened ? path : `${path}.${item.getMergedTraits().xmlName ?? 'member'}`;
  const list: unknown[] = [];
  for (let n = 1; params.keys.has(`${base}.${n}`); n += 1) list.push(read(item, `${base}.${n}`, params));
  return list;
};

const readMap = (schema: NormalizedSchema, path: string, params: Params): Record<string, unknown> => {
  const base = schema.getMergedTraits().xmlFlattened ? path : `${path}.entry`;
  const keyName = schema.getKeySchema().getMergedTraits().xmlName ?? 'key';
  const valueName = schema.getValueSchema().getMergedTraits().xmlName ?? 'value';
  const map: Record<string, unknown> = {};
  for (let n = 1; params.keys.has(`${base}.${n}`); n += 1) {
    const key = params.values.get(`${base}.${n}.${keyName}`);
    if (key === null) throw new TypeError(`no key at ${base}.${n}`);
    map[key] = read(schema.getValueSchema(), `${base}.${n}.${valueName}`, params);
  }
  return map;
};
