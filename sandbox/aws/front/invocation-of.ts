import type { WireRequest } from '../protocols/wire.ts';

/** `Root=1-<8 digits>-<24 digits>`: the SDK sends it along from within a function, and here it is made of the request id. */
const traced = /Root=1-([0-9a-f]{8})-([0-9a-f]{24})/i;

/** The request id of the function's invocation that a request comes from, by the trace that the SDK passes on. */
export const invocationOf = ({ headers }: Pick<WireRequest, 'headers'>): string | undefined => {
  const [, head = '', rest = ''] = traced.exec(headers['x-amzn-trace-id'] ?? '') ?? [];
  const digits = `${head}${rest}`.toLowerCase();
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)];
  return digits === '' ? undefined : parts.join('-');
};
