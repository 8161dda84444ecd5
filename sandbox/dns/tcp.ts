import { createServer, type Server } from 'node:net';

/** A DNS server over TCP: each message behind its length in two bytes (RFC 1035, 4.2.2). */
export const createTcpServer = (answer: (query: Buffer) => Buffer | undefined): Server =>
  createServer((socket) => {
    let pending = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
        const end = 2 + pending.readUInt16BE(0);
        const reply = answer(pending.subarray(2, end));
        pending = pending.subarray(end);
        if (!reply) return socket.destroy();
        const length = Buffer.alloc(2);
        length.writeUInt16BE(reply.length);
        socket.write(Buffer.concat([length, reply]));
      }
      return undefined;
    });
  });
