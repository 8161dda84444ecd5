import net from 'node:net';
import tls from 'node:tls';
import { AbstractConnector } from 'ioredis';
import type { ReplyGuard } from './reply-guard.ts';

interface Way {
  readonly host: string;
  readonly port: number;
  readonly tls?: tls.ConnectionOptions;
}

/** What the client connects by: every byte that comes passes the guard first, or ends the connection. */
export const guardedConnector = ({ host, port, tls: secure }: Way, guard: ReplyGuard) =>
  class extends AbstractConnector {
    constructor() {
      super(disconnectTimeoutMs);
    }

    override async connect(): Promise<net.Socket | tls.TLSSocket> {
      this.connecting = true;
      const stream = secure ? tls.connect({ host, port, ...secure }) : net.connect({ host, port });
      this.stream = stream;
      stream.once('error', (error) => {
        this.firstError = error;
      });
      watch(stream, guard);
      return stream;
    }
  };

/** A connection that is done with is given this long to end by itself. */
const disconnectTimeoutMs = 1;

/** Before any listener: what one throws at, or buffers, has passed. */
const watch = (stream: net.Socket, guard: ReplyGuard): void => {
  const push = stream.push.bind(stream);
  stream.push = (chunk: Buffer | null, encoding) => {
    const problem = chunk === null ? undefined : guard.check(chunk);
    if (problem === undefined) return push(chunk, encoding);
    stream.destroy(Object.assign(new Error(`what answers there is no cache: ${problem}`), { name: 'UnreadableReply' }));
    return false;
  };
};
