/** The part of a connection's options that says where to. */
export interface ConnectOptions {
  readonly host?: string;
  readonly port?: number | string;
  readonly path?: string;
  readonly socket?: unknown;
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

/** Reads the many forms of `connect(…)`: options, or port and host, or a path; a callback last. */
export const connectArguments = (args: readonly unknown[]) => {
  // Node passes its own normalised arguments as one array.
  const list: readonly unknown[] = Array.isArray(args[0]) ? args[0] : args;
  const last = list.at(-1);
  const callback = typeof last === 'function' ? () => last() : undefined;
  const given = list.find((each) => typeof each === 'object' && each !== null) ?? {};
  return { options: { ...positional(list), ...given } satisfies ConnectOptions as ConnectOptions, callback };
};

const positional = ([first, second]: readonly unknown[]): ConnectOptions => {
  if (typeof first !== 'number' && typeof first !== 'string') return {};
  if (typeof first === 'string' && !/^\d+$/.test(first)) return { path: first };
  return { port: Number(first), ...(typeof second === 'string' && { host: second }) };
};
