import type { RunRecord } from '../run-record.ts';

/** Derives something of a record once, however many checkers ask. The derivation must be pure. */
export const memo = <T>(derive: (record: RunRecord) => T): ((record: RunRecord) => T) => {
  const known = new WeakMap<RunRecord, { readonly derived: T }>();
  return (record) => {
    const found = known.get(record) ?? { derived: derive(record) };
    known.set(record, found);
    return found.derived;
  };
};
