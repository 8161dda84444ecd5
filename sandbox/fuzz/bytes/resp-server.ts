import net from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Change } from '../scene.ts';
import { type Bytes, commandReader, resp, soundReply } from './resp.ts';

/** What a server says to whoever connects. */
export interface Saying {
  /** By command; what is not there is said truthfully. */
  readonly replies: Readonly<Record<string, Bytes>>;
  /** Before anything was asked, and after its first answer. */
  readonly greeting: Bytes;
  readonly extra: Bytes;
  /** So many bytes at once. */
  readonly atOnce: number;
  /** What becomes of the connection after so many answers. */
  readonly fate: 'stays' | 'ends' | 'resets';
  readonly answers: number;
}

/** What a server said on one connection: enough to judge what was made of it. */
export interface Said {
  bytes: Bytes;
  reset: boolean;
}

/** One input's conversations. */
export interface Talk {
  readonly saying: Saying;
  readonly said: Said[];
  readonly changes: Change[];
  /** What was written to it, to be read back. */
  readonly stored: Map<string, string>;
}

/** Of a long answer only so many pieces come one by one. */
const mostPieces = 100;
const reading: readonly string[] = ['AUTH', 'PING', 'INFO', 'GET', 'DBSIZE', 'ROLE', 'CLUSTER'];

/** Answers everybody as the current talk says. One per thread: it neither keeps the thread alive nor ends before it. */
export const startRespServer = async (): Promise<{ port: number; during: Play }> => {
  let talk: Talk | undefined;
  const open = new Set<net.Socket>();
  const server = net.createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket));
    socket.on('end', () => socket.destroy());
    if (talk) converse(socket, talk);
    else socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 1024, resolve));
  server.unref();
  const address = server.address();
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    during: async (current, play) => {
      talk = current;
      try {
        return await play();
      } finally {
        talk = undefined;
        for (const socket of open) socket.destroy();
      }
    },
  };
};
type Play = <T>(talk: Talk, play: () => Promise<T>) => Promise<T>;

const converse = (socket: net.Socket, talk: Talk): void => {
  const { saying } = talk;
  const said: Said = { bytes: '', reset: false };
  talk.said.push(said);
  const say = async (bytes: Bytes): Promise<void> => {
    for (const piece of piecesOf(bytes, saying.atOnce)) {
      if (socket.destroyed || socket.writableEnded) return;
      said.bytes += piece;
      socket.write(piece, 'latin1');
      await setImmediate();
    }
  };
  let last = say(saying.greeting);
  let answers = 0;
  const read = commandReader();
  socket.on('data', (chunk) => {
    for (const words of read(chunk.toString('latin1'))) {
      last = last.then(async () => {
        answers += 1;
        await say(answerTo(words, talk) + (answers === 1 ? saying.extra : ''));
        if (saying.fate === 'stays' || answers !== saying.answers) return;
        said.reset = saying.fate === 'resets';
        // What is ended already cannot be reset.
        if (said.reset && !socket.destroyed && !socket.writableEnded) socket.resetAndDestroy();
        else socket.end();
      });
    }
  });
};

const answerTo = ([command = '', key = '', value = '']: readonly string[], talk: Talk): Bytes => {
  if (!reading.includes(command)) talk.changes.push({ kind: 'redis', command, key });
  if (command === 'SET') talk.stored.set(key, value);
  const stored = command === 'GET' ? talk.stored.get(key) : undefined;
  return talk.saying.replies[command] ?? (stored === undefined ? soundReply(command) : resp(stored));
};

const piecesOf = (bytes: Bytes, atOnce: number): Bytes[] => {
  if (bytes.length <= atOnce) return bytes === '' ? [] : [bytes];
  const most = Math.min(mostPieces, Math.ceil(bytes.length / atOnce));
  const head = Array.from({ length: most }, (_, index) => bytes.slice(index * atOnce, (index + 1) * atOnce));
  return [...head, bytes.slice(most * atOnce)].filter((piece) => piece !== '');
};
