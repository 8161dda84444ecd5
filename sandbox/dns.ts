import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import type { Server, Socket as TcpSocket } from 'node:net';
import { answerPacket, type Exchange } from './dns/packet.ts';
import { createResolver, type Resolver, type ResolverDependencies } from './dns/resolver.ts';
import { createTcpServer } from './dns/tcp.ts';
import type { History } from './history.ts';

export type { Answer, Resolution } from './dns/answer.ts';
export { createResolver, type Resolver, type ResolverDependencies } from './dns/resolver.ts';

export interface DnsOptions extends ResolverDependencies {
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** The same for UDP and TCP. @default a free one */
  readonly port?: number;
  /** Each time an answer over the wire differs from the last one to the same question, it is noted here. */
  readonly history?: History;
}

/** A DNS server on loopback, with the life of its sockets. */
export interface Dns {
  readonly host: string;
  readonly port: number;
  /** The same answers without a socket, for the functions' threads. */
  readonly resolver: Resolver;
  /** Ends both sockets and every connection. */
  readonly close: () => Promise<void>;
}

/** Starts a real DNS server, UDP and TCP. Resolves once both listen; rejects with the system's own error otherwise. */
export const startDns = async ({ host = '127.0.0.1', port = 0, history, ...rest }: DnsOptions): Promise<Dns> => {
  const resolver = createResolver(rest);
  const note = history && noteChanges(history);
  const answer = (transport: 'udp' | 'tcp') => (query: Buffer) =>
    answerPacket(query, { resolver, transport, ...(note && { note }) });
  const tcp = createTcpServer(answer('tcp'));
  const connections = new Set<TcpSocket>();
  tcp.on('connection', (socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
  });
  const udp = await bindBoth({ tcp, host, port, answer: answer('udp') });
  return {
    host,
    port: udp.address().port,
    resolver,
    close: async () => {
      for (const socket of connections) socket.destroy();
      const closed = [once(tcp, 'close'), once(udp, 'close')];
      tcp.close();
      udp.close();
      await Promise.all(closed);
    },
  };
};

/** A free TCP port may be taken for UDP: then another one is tried, unless a certain port was asked for. */
const bindBoth = async (
  options: { tcp: Server; host: string; port: number; answer: (query: Buffer) => Buffer | undefined },
  tries = 10,
): Promise<Socket> => {
  const { tcp, host, port, answer } = options;
  tcp.listen(port, host);
  await once(tcp, 'listening');
  const address = tcp.address();
  const udp = createSocket('udp4');
  udp.on('message', (query, { port: from, address: to }) => {
    const reply = answer(query);
    if (reply) udp.send(reply, from, to);
  });
  try {
    udp.bind(typeof address === 'object' && address ? address.port : port, host);
    await once(udp, 'listening');
    return udp;
  } catch (error) {
    udp.close();
    tcp.close();
    await once(tcp, 'close');
    if (port !== 0 || tries <= 1) throw error;
    return bindBoth(options, tries - 1);
  }
};

const noteChanges = (history: History) => {
  const last = new Map<string, string>();
  return ({ name, type, resolution }: Exchange): void => {
    const question = `${name.toLowerCase()} ${type}`;
    const said = JSON.stringify([resolution.rcode, resolution.answers]);
    if (last.get(question) === said) return;
    last.set(question, said);
    const answers = resolution.answers.map((answer) => `${answer.name} ${answer.type} ${JSON.stringify(answer.data)}`);
    const detail = { question, rcode: resolution.rcode, answers };
    history.append({ kind: 'effect', name: 'dns:AnswerChanged', detail });
  };
};
