/** A member that AWS always sends, or a failure that says which one was missing: half an answer is none. */
export const given = <T>(value: T | null | undefined, what: string): T => {
  if (value === undefined || value === null) throw new Error(`AWS answered without ${what}`);
  return value;
};

/** Whether an error is the service's refusal of that name. */
export const isNamed = (error: unknown, name: string): boolean =>
  typeof error === 'object' && error !== null && 'name' in error && error.name === name;
