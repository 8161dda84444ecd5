/** Handlers that use every way Node has to reach the network. */
import dns, { lookup, resolve4 } from 'node:dns';
import { lookup as lookupAsync, Resolver, resolveCname, resolveTxt } from 'node:dns/promises';
import http from 'node:http';
import net, { createConnection } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import { promisify } from 'node:util';
import { DescribeGlobalReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { Redis } from 'ioredis';

const requestHandler = { connectionTimeout: 150, requestTimeout: 400, throwOnRequestTimeout: true };
const clients = new Map<string, ElastiCacheClient>();
const errorOf = (error: Error & { code?: string }) => ({ name: error.name, message: error.message, code: error.code });

/** Asks ElastiCache of a Region through the real SDK. */
export const describe = async ({ region }: { region: string }) => {
  const client = clients.get(region) ?? new ElastiCacheClient({ region, maxAttempts: 1, requestHandler });
  clients.set(region, client);
  const startedAt = performance.now();
  try {
    await client.send(new DescribeGlobalReplicationGroupsCommand({}));
    return { answered: true };
  } catch (error) {
    return { ...errorOf(error as Error), tookMs: performance.now() - startedAt };
  }
};

/** Opens a TCP connection and says what became of it within `ms`. */
export const open = async ({ host, port, ms = 200 }: { host: string; port: number; ms?: number }) => {
  const socket = createConnection({ host, port });
  const closed = new Promise((resolve) => socket.once('close', resolve));
  const ended = new Promise((resolve) => {
    socket.once('connect', () => resolve('connect'));
    socket.once('error', (error) => resolve(errorOf(error)));
  });
  const outcome = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, ms, 'silence'))]);
  const { connecting, readyState } = socket;
  socket.destroy();
  await closed;
  return { outcome, connecting, readyState };
};

/** The same for the other ways to connect. */
export const openOtherwise = async ({ host, port }: { host: string; port: number }) => {
  const ways = {
    netConnect: () => net.connect(port, host),
    socket: () => new net.Socket().connect(port, host),
    tls: () => tlsConnect({ host, port }),
    http: () => http.get({ host, port }),
  };
  const outcomes = Object.entries(ways).map(async ([way, start]) => {
    const started = start();
    const outcome = await new Promise((resolve) => started.once('error', (error) => resolve(errorOf(error).code)));
    return [way, outcome];
  });
  const fetched = fetch(`http://${host}:${port}`).catch((error) => error.cause.code);
  return Object.fromEntries([...(await Promise.all(outcomes)), ['fetch', await fetched]]);
};

const caught = (promise: Promise<unknown>) => promise.catch(errorOf);

export const names = async ({ name }: { name: string }) => ({
  lookup: await caught(promisify(lookup)(name)),
  lookupAll: await caught(promisify(dns.lookup)(name, { all: true })),
  lookupAsync: await caught(lookupAsync(name)),
  resolve4: await caught(promisify(resolve4)(name)),
  withTtl: await caught(new Resolver().resolve4(name, { ttl: true })),
  cname: await caught(resolveCname(name)),
  txt: await caught(resolveTxt(`_failover.${name}`)),
});

/** Invokes another function and waits for it. */
export const invokes = async ({ region, functionName }: { region: string; functionName: string }) => {
  const client = new LambdaClient({ region, maxAttempts: 1 });
  const { Payload } = await client.send(new InvokeCommand({ FunctionName: functionName, Payload: '{}' }));
  return Payload?.transformToString();
};

/** Connects with the client that the functions use. */
export const redis = async ({ host, port }: { host: string; port: number }) => {
  const client = new Redis({ host, port, connectTimeout: 150, lazyConnect: true, retryStrategy: () => null });
  const failed = new Promise((resolve) => client.once('error', (error) => resolve(errorOf(error))));
  client.connect().catch(() => {});
  const outcome = await failed;
  client.disconnect();
  return outcome;
};
