import dns from 'node:dns';
import { Socket } from 'node:net';
import tls from 'node:tls';
import { connectArguments } from './connect-arguments.ts';
import { destinationOf } from './destination.ts';
import type { Route } from './route.ts';

/**
 * Every TCP connection of Node begins in this one method, also those of node:http, node:tls and fetch. A socket whose
 * packets are lost stays `connecting`: no event ever comes, and `destroy` and `setTimeout` work as on a real one.
 */
export const takeSockets = (route: Route): void => {
  const connect = Socket.prototype.connect;
  const systemLookup = dns.lookup;

  const takenConnect = function (this: Socket, ...args: unknown[]): Socket {
    const { options, callback } = connectArguments(args);
    if (callback) this.once('connect', callback);
    Object.assign(this, { connecting: true });
    const { host = 'localhost', path } = options;
    route({ host: path ?? host, port: Number(options.port ?? 0) }).then(
      (target) => {
        if (target && !this.destroyed) Reflect.apply(connect, this, [{ ...target, lookup: systemLookup }]);
      },
      (error: Error) => this.destroy(error),
    );
    return this;
  };
  Object.assign(Socket.prototype, { connect: takenConnect });
  takeTls();
};

/** The sandbox's front speaks plain HTTP: towards AWS the TLS layer is left out, and its events are kept. */
const takeTls = (): void => {
  const connect = tls.connect;
  const takenConnect = (...args: unknown[]): Socket => {
    const { options, callback } = connectArguments(args);
    const { host = 'localhost', port = 443, timeout, signal } = options;
    // The arguments are handed on as they came; their type is a union of overloads.
    if (options.socket || destinationOf(host).kind !== 'aws') return Reflect.apply(connect, tls, args);
    const socket = new Socket({ ...(signal && { signal }) });
    Object.assign(socket, { encrypted: true, authorized: true, alpnProtocol: false });
    if (callback) socket.once('secureConnect', callback);
    socket.once('connect', () => socket.emit('secureConnect'));
    if (timeout) socket.setTimeout(timeout);
    return socket.connect({ host, port: Number(port) });
  };
  Object.assign(tls, { connect: takenConnect });
};
