import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { WireRequest } from '../protocols/wire.ts';
import type { Place } from '../service.ts';
import type { Front, Listening } from './options.ts';

/** The largest request that any AWS service takes here is Lambda's 6 MB. */
const LARGEST_BODY = 8 * 1024 * 1024;

/**
 * Puts a front behind an HTTP port. `x-sandbox-from` tells where in the world a request comes from. Answers bear the
 * world's date: by the machine's, an SDK that follows the world would take its own clock for wrong, and ask again.
 */
export const listen = async (
  { handle }: Pick<Front, 'handle'>,
  { host, port, places, now }: { host: string; port: number; places: readonly Place[]; now: () => number },
): Promise<Listening> => {
  const server = createServer((incoming, outgoing) => {
    serve(handle, { incoming, outgoing, places, now }).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, resolve);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

interface Exchange {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly places: readonly Place[];
  readonly now: () => number;
}

/** Rejects, and so drops the connection, where the front does. */
const serve = async (handle: Front['handle'], { incoming, outgoing, places, now }: Exchange): Promise<void> => {
  const gone = new AbortController();
  outgoing.once('close', () => gone.abort());
  const request = await receive(incoming);
  if (!request) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const named = request.headers['x-sandbox-from'];
  const from = named !== undefined && places.includes(named) ? named : 'outside';
  const response = await handle(request, from, { signal: gone.signal });
  outgoing.writeHead(response.status, {
    date: new Date(now()).toUTCString(),
    ...response.headers,
    'content-length': String(response.body.byteLength),
  });
  outgoing.end(response.body);
};

const receive = async (incoming: IncomingMessage): Promise<WireRequest | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  const { method = 'GET', url = '/' } = incoming;
  return { method, path: url, headers: flatten(incoming.headers), body: Uint8Array.from(Buffer.concat(chunks)) };
};

const flatten = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]),
  );
