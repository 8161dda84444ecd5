import { createSocket } from 'node:dgram';
import net from 'node:net';
import { type Packet, packetFor, typeOf } from './dns-packet.ts';
import type { Bytes } from './resp.ts';

/** What is said to one type of question: each in turn, by the way that it was asked. */
export interface Telling {
  readonly packets: readonly (Packet | { readonly raw: Bytes; readonly keepsId: boolean })[];
  /** A sound "broken zone" at the end, so that nobody waits for more. */
  readonly ends: boolean;
  /** Over TCP: how far the announced length is from the true one. */
  readonly lengthOff: number;
}
export type Tellings = { readonly cname: Telling; readonly txt: Telling };

/** What was said to which question, as bytes. */
export interface Told {
  readonly type: 'cname' | 'txt';
  readonly id: Bytes;
  readonly bytes: Bytes;
}

export interface Hearing {
  readonly tellings: Tellings;
  readonly told: Told[];
}

const broken: Packet = { id: 'same', flags: 0x8182, question: 'same', records: [], over: [], tail: '' };

interface Answers {
  readonly all: readonly Bytes[];
  readonly lengthOff: number;
}
type Answer = (query: Bytes) => Answers;

/** Answers over UDP and TCP on one port. One per thread: it neither keeps the thread alive nor ends before it. */
export const startDnsServer = async (): Promise<{ port: number; hear: (hearing: Hearing | undefined) => void }> => {
  let hearing: Hearing | undefined;
  const answer: Answer = (query) =>
    hearing && query.length > shortestQuery ? answersTo(query, hearing) : { all: [], lengthOff: 0 };
  const port = await startBoth(answer, 5);
  return {
    port,
    hear: (next) => {
      hearing = next;
    },
  };
};

const shortestQuery = 16;

const answersTo = (query: Bytes, { tellings, told }: Hearing): Answers => {
  const type = typeOf(query);
  const { packets, ends, lengthOff } = tellings[type];
  const all = [...packets, ...(ends ? [broken] : [])].map((packet) =>
    'raw' in packet ? `${packet.keepsId ? query.slice(0, 2) : ''}${packet.raw}` : packetFor(query, packet),
  );
  for (const bytes of all) told.push({ type, id: query.slice(0, 2), bytes });
  return { all, lengthOff };
};

/** The port that one way is given may be taken for the other: then on the next one. */
const startBoth = async (answer: Answer, triesLeft: number): Promise<number> => {
  const { port, close } = await startTcp(answer);
  try {
    await startUdp(answer, port);
    return port;
  } catch (error) {
    close();
    if (triesLeft === 0) throw error;
    return startBoth(answer, triesLeft - 1);
  }
};

const startUdp = async (answer: Answer, port: number): Promise<void> => {
  const socket = createSocket('udp4', (query, from) => {
    // What no datagram carries is cut, as a network would.
    for (const bytes of answer(query.toString('latin1')).all)
      socket.send(Buffer.from(bytes.slice(0, 60_000), 'latin1'), from.port, from.address, () => {});
  });
  await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(port, '127.0.0.1', resolve));
  socket.on('error', () => {}).unref();
};

/** A packet is announced by its length, which may be off. */
const startTcp = async (answer: Answer): Promise<{ port: number; close: () => void }> => {
  const server = net.createServer((socket) => {
    socket.on('error', () => {}).setTimeout(2_000, () => socket.destroy());
    socket.unref();
    socket.on('data', (chunk) => {
      const { all, lengthOff } = answer(chunk.toString('latin1').slice(2));
      for (const bytes of all) {
        const size = (bytes.length + lengthOff) & 0xffff;
        socket.write(`${String.fromCharCode(size >> 8, size & 255)}${bytes}`, 'latin1');
      }
      socket.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 256, resolve));
  server.unref();
  const address = server.address();
  return { port: typeof address === 'object' ? (address?.port ?? 0) : 0, close: () => server.close() };
};
