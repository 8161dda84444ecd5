import { Redis } from 'ioredis';
import type { Address } from '../../relay.ts';

/** One connection to a primary. It never reconnects by itself: the client decides where to. */
export interface Connection {
  /** Resolves once the server acknowledged the write; rejects after the deadline, whatever became of it. */
  readonly set: (key: string, value: string, timeToLiveMs: number) => Promise<void>;
  readonly close: () => void;
}

/** Connects; rejects after the deadline. */
export const connect = async ({ host, port }: Address, deadlineMs: number): Promise<Connection> => {
  const redis = new Redis({
    host,
    port,
    lazyConnect: true,
    connectTimeout: deadlineMs,
    commandTimeout: deadlineMs,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    enableReadyCheck: false,
    disableClientInfo: true,
    retryStrategy: () => null,
  });
  // Each failure is seen by the command that met it.
  redis.on('error', () => {});
  const close = (): void => redis.disconnect();
  try {
    await within(redis.connect(), deadlineMs);
  } catch (error) {
    close();
    throw error;
  }
  return {
    set: async (key, value, timeToLiveMs) => {
      await redis.set(key, value, 'PX', timeToLiveMs);
    },
    close,
  };
};

/** A dark Region accepts nothing and refuses nothing, so the handshake needs a deadline of its own. */
const within = async (work: Promise<unknown>, ms: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no connection within ${ms} ms`)), ms);
  });
  work.catch(() => {});
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
};
