export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Two arguments of an intrinsic function. */
export const pairOf = (value: unknown, name: string): readonly [unknown, unknown] => {
  if (Array.isArray(value) && value.length === 2) return [value[0], value[1]];
  throw new Error(`${name} expects two arguments, found ${JSON.stringify(value)}`);
};

/** Text, or what CloudFormation makes text of. */
export const textOf = (value: unknown, name: string): string => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new Error(`${name} expects text, found ${JSON.stringify(value)}`);
};
