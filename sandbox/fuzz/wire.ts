import type { HttpRequest } from '@smithy/core/protocols';
import { HttpResponse } from '@smithy/core/protocols';
import type { World } from '../../functions/middleware/world.ts';
import { canarySecret, now } from './samples.ts';
import { type Situation, settingsOf } from './scene.ts';

/** What an adapter's request is answered with: bytes, whatever they hold. */
export interface Answer {
  readonly body: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an adapter asked, as far as it takes to answer it. */
export interface Asked {
  /** `DescribeAlarms`, `GetItem`; for Lambda the function's name. */
  readonly operation: string;
  /** The Region of the endpoint. */
  readonly region: string;
  readonly body: string;
}

/**
 * A world for real adapters whose answers are bytes. One per adapter: clients are dear, and the answer is told anew for
 * each input.
 */
export const wireWorld = (
  situation: Situation,
): { world: World; answerWith: (tell: (asked: Asked) => Answer) => void } => {
  let tell: (asked: Asked) => Answer = () => ({ body: '{}' });
  const handle = async (request: HttpRequest) => {
    const { body, status = 200, headers = {} } = tell(askedBy(request));
    const type = request.headers['content-type']?.includes('urlencoded') ? 'text/xml' : 'application/x-amz-json-1.1';
    const response = new HttpResponse({
      statusCode: status,
      headers: { 'content-type': type, ...headers },
      body: new TextEncoder().encode(body),
    });
    return { response };
  };
  const silent = { info: () => {}, warn: () => {} };
  return {
    world: {
      settings: settingsOf(situation),
      clock: { now: () => new Date(now), sleep: () => new Promise<void>(() => {}) },
      log: silent,
      counter: { count: () => {} },
      credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: canarySecret },
      transport: () => ({
        metadata: { handlerProtocol: 'http/1.1' },
        handle,
        destroy: () => {},
        updateHttpClientConfig: () => {},
        httpHandlerConfigs: () => ({}),
      }),
    },
    answerWith: (told) => {
      tell = told;
    },
  };
};

const askedBy = ({ headers, hostname, path, body }: HttpRequest): Asked => {
  const text = typeof body === 'string' ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
  const target = headers['x-amz-target']?.split('.').at(-1) ?? /(?:^|&)Action=(\w+)/.exec(text)?.[1];
  const invoked = /\/functions\/([^/]+)\/invocations/.exec(path)?.[1];
  return { operation: target ?? decodeURIComponent(invoked ?? path), region: hostname.split('.')[1] ?? '', body: text };
};
