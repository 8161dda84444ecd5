import { createConnection, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import type { Place } from './aws/service.ts';
import type { Network } from './network.ts';
import { AddressUnavailable } from './relay/address-unavailable.ts';
import { carry } from './relay/carry.ts';

export { AddressUnavailable } from './relay/address-unavailable.ts';

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Whether bytes get through, and word of each change. */
export interface Gate {
  readonly open: () => boolean;
  readonly onChange: (listener: () => void) => () => void;
}

export interface RelayOptions {
  /** Port 0 takes any free one. */
  readonly listen: Address;
  /** Asked for each connection, so that the target may move. */
  readonly target: () => NetConnectOpts;
  readonly gate: Gate;
}

export interface Relay {
  readonly address: Address;
  readonly close: () => Promise<void>;
}

/** Open while packets get through both ways: TCP needs its acknowledgements. */
export const networkGate = (network: Network, from: Place, to: Place): Gate => ({
  open: () => network.reaches(from, to) && network.reaches(to, from),
  onChange: (listener) => network.onChange(listener),
});

/**
 * Forwards TCP connections while the gate is open. A closed gate is a blackout, not a refusal: connections stay open
 * and silent both ways, new ones are accepted and silent. When it opens again, the held bytes go on, as TCP's
 * retransmissions would; a connection that its client gave up while it was never through is forgotten.
 */
export const relay = async (options: RelayOptions): Promise<Relay> => {
  const sockets = new Set<Socket>();
  const track = (socket: Socket): Socket => {
    sockets.add(socket.once('close', () => sockets.delete(socket)));
    return socket;
  };
  const server = createServer({ allowHalfOpen: true, pauseOnConnect: true, noDelay: true }, (client) => {
    carry(track(client), {
      gate: options.gate,
      connect: () => track(createConnection({ ...options.target(), allowHalfOpen: true, noDelay: true })),
    });
  });
  const address = await listening(server, options.listen);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return { address, close };
};

const listening = (server: Server, { host, port }: Address): Promise<Address> =>
  new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(AddressUnavailable.from(error, { host, port })));
    server.listen(port, host, () => {
      const bound = server.address();
      resolve({ host, port: bound !== null && typeof bound === 'object' ? bound.port : port });
    });
  });
