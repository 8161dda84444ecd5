import { buildQueryString, type HttpHandler, type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import type { Clock } from '../clock.ts';
import type { Front } from './front.ts';
import type { WireRequest } from './protocols/wire.ts';
import type { Place } from './service.ts';

/** The clock that time passes on, and what the client would have given Node's own handler. */
export interface DirectTransportOptions {
  readonly clock: Clock;
  /** Milliseconds; a dark Region or a cut link hangs in connecting. */
  readonly connectionTimeout?: number;
  /** Milliseconds for the whole request. It is always enforced, as with `throwOnRequestTimeout`. */
  readonly requestTimeout?: number;
}

/** What the SDK passes along with a request. */
interface HandlerOptions {
  readonly abortSignal?: Pick<AbortSignal, 'aborted' | 'reason' | 'addEventListener' | 'removeEventListener'>;
  readonly requestTimeout?: number;
}

/**
 * An SDK client's `requestHandler` that hands its requests to the front as bytes, without sockets. Its errors are those
 * of Node's handler (@smithy/node-http-handler): TimeoutError, AbortError, ECONNRESET.
 */
export const directTransport = (front: Front, from: Place, options: DirectTransportOptions): HttpHandler => {
  const settings: Record<string, unknown> = { ...options };
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    destroy: () => {},
    updateHttpClientConfig: (key, value) => {
      settings[key] = value;
    },
    httpHandlerConfigs: () => settings,
    handle: async (request: HttpRequest, given?: unknown) => {
      const { abortSignal, requestTimeout } = handlerOptions(given);
      const wire = wireRequest(request);
      const connecting = front.connects(wire, from) ? undefined : milliseconds(settings.connectionTimeout);
      const whole = requestTimeout ?? milliseconds(settings.requestTimeout);
      const { clock } = options;
      const work = (signal: AbortSignal) => front.handle(wire, from, { signal });
      const response = await withinDeadlines(work, { clock, connecting, whole, abortSignal });
      return {
        response: new HttpResponse({
          statusCode: response.status,
          headers: { ...response.headers },
          body: response.body,
        }),
      };
    },
  };
};

interface Deadlines {
  readonly clock: Clock;
  readonly connecting: number | undefined;
  readonly whole: number | undefined;
  readonly abortSignal?: HandlerOptions['abortSignal'];
}

/** Rejects as Node's handler does once a deadline has passed; the signal then tells the work that nobody waits. */
export const withinDeadlines = <T>(
  work: (signal: AbortSignal) => Promise<T>,
  { clock, connecting, whole, abortSignal }: Deadlines,
): Promise<T> =>
  new Promise((resolve, reject) => {
    const gone = new AbortController();
    const settle = (): void => {
      for (const cancel of timers) cancel();
      abortSignal?.removeEventListener('abort', abort);
    };
    const giveUp = (error: Error): void => {
      settle();
      reject(error);
      gone.abort(error);
    };
    const abort = (): void => giveUp(named('AbortError', 'Request aborted', { cause: abortSignal?.reason }));
    const timers = [
      deadline(clock, connecting, (ms) => giveUp(named('TimeoutError', CONNECTION(ms)))),
      deadline(clock, whole, (ms) => giveUp(named('TimeoutError', REQUEST(ms), { code: 'ETIMEDOUT' }))),
    ];
    if (abortSignal?.aborted) return abort();
    abortSignal?.addEventListener('abort', abort, { once: true });
    work(gone.signal).then(resolve, reject).finally(settle);
  });

const CONNECTION = (ms: number): string =>
  `the request socket did not establish a connection with the server within the configured timeout of ${ms} ms.`;
const REQUEST = (ms: number): string => `a request has exceeded the configured ${ms} ms requestTimeout.`;

const named = (name: string, message: string, more: object = {}): Error =>
  Object.assign(new Error(message), { name, ...more });

/** 0 and nothing mean no deadline, as in Node's handler. */
const deadline = (clock: Clock, ms: number | undefined, passed: (ms: number) => void): (() => void) =>
  ms ? clock.after(ms, () => passed(ms)) : () => {};

const milliseconds = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

const handlerOptions = (given: unknown): HandlerOptions => ({ ...Object(given) });

/** A request of the SDK's as bytes. */
export const wireRequest = ({ method, path, query, headers, body }: HttpRequest): WireRequest => {
  const search = buildQueryString(query);
  return {
    method,
    path: search ? `${path}?${search}` : path,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: bytesOf(body),
  };
};

const bytesOf = (body: unknown): Uint8Array => {
  if (body === undefined || body === null) return new Uint8Array();
  if (typeof body === 'string') return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return Uint8Array.from(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  throw new TypeError('the direct transport takes no streams');
};
