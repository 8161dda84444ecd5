import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CacheNetwork } from '../../../../functions/redis/network.ts';
import { realNetwork } from '../../../../functions/redis/real-network.ts';
import { realClock } from '../../../../sandbox/clock.ts';
import { History } from '../../../../sandbox/history.ts';
import { Network } from '../../../../sandbox/network.ts';
import { startRedis } from '../../../../sandbox/redis.ts';
import { aServer } from '../../../functions/redis/a-server.ts';
import { eventually } from '../../../support/eventually.ts';
import { type Condition, type ContractStage, east, type LoneServer, west } from './contract-stage.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.1.1', () => {
      const address = server.address();
      server.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });

export const realStage = async (): Promise<ContractStage> => {
  const network = new Network(['us-east-1', 'us-west-2', 'eu-west-1'], new History(realClock));
  const port = await freePort();
  const redis = await startRedis({ network, port, clusters: [east, west], primary: east });
  const networkFrom = (region: string): CacheNetwork => {
    const real = (host: string) => {
      const address = redis.addressFor(region, host, port);
      if (!address) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' });
      return address;
    };
    return {
      ...realNetwork,
      open: async (node, target) => realNetwork.open({ ...node, ...real(node.host) }, target),
      reach: async (host) => realNetwork.reach(real(host).host, real(host).port),
    };
  };
  return {
    port,
    promote: redis.promote,
    demote: redis.demote,
    separate: redis.separate,
    networkFrom,
    now: Date.now,
    sleep: (ms) => wait(ms, undefined, { ref: false }),
    done: (work) => work,
    until: async (holds) => void (await eventually(holds, { withinMs: 20_000 })),
    kill: redis.kill,
    restart: redis.restart,
    freeze: redis.pause,
    thaw: redis.resume,
    cut: () => network.cut('us-east-1', 'us-west-2'),
    mend: () => network.mend('us-east-1', 'us-west-2'),
    close: redis.stop,
  };
};

export const loneServer = async ({ password, full, busy, slots }: Condition): Promise<LoneServer> => {
  const folder = mkdtempSync(path.join(tmpdir(), 'contract-'));
  const { port, client, stop } = await aServer(
    ...['--dir', folder, '--busy-reply-threshold', '20'],
    ...(password === undefined ? [] : ['--requirepass', password]),
    ...(full === 'memory' ? ['--maxmemory', '1'] : []),
    ...(full === 'clients' ? ['--maxclients', '1'] : []),
    ...(slots ? ['--cluster-enabled', 'yes'] : []),
  );
  // Not where it would be refused too, for want of a password.
  if (slots || busy || full === 'clients') await client.connect();
  if (slots === 'all') {
    await client.call('CLUSTER', 'ADDSLOTSRANGE', 0, 16_383);
    await eventually(async () => String(await client.call('CLUSTER', 'INFO')).includes('cluster_state:ok'));
  }
  if (busy) client.eval('while true do end', 0).catch(() => {});
  if (busy) await wait(200);
  return {
    network: realNetwork,
    host: '127.0.0.1',
    port,
    done: (work) => work,
    close: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
