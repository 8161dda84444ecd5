import type { World } from '../../world.ts';
import type { Scene } from '../scene.ts';
import { clientSettings } from '../settings.ts';
import { cloudwatchFrom, ssmFrom } from './aws-clients.ts';
import { publishErrors } from './error-metric.ts';
import { parameterSource } from './parameter-source.ts';
import { recordSource } from './record-source.ts';
import { SessionClient } from './session-client.ts';
import type { Source } from './source.ts';

export interface Clients {
  readonly all: readonly SessionClient[];
  readonly stop: () => Promise<void>;
}

/** Starts the two clients in their Region: one reads the parameter, one resolves the record. */
export const startClients = (world: World, scene: Scene, random: () => number): Clients => {
  const { clock, history, endpoint } = world;
  const { clientsAt, datastore } = scene;
  const servers = world.redis.get(datastore);
  if (!servers) throw new RangeError(`the sandbox runs no servers for ${datastore}`);
  const { port } = servers;
  const { pollMs, metricMs, deadlineMs } = clientSettings;
  const from = { endpoint, from: clientsAt, deadlineMs };

  const start = (name: string, source: Source): SessionClient =>
    new SessionClient({
      ...clientSettings,
      ...{ name, source, clock, random },
      addressOf: (target) => servers.addressFor(clientsAt, target.host, target.port),
      onChange: (state, host) =>
        history.append({ kind: 'client', region: clientsAt, name, detail: { state, ...(host && { host }) } }),
    });
  const stores = scene.members.map((region) => ssmFrom(region, from));
  const server = `${world.dns.host}:${world.dnsPort}`;
  const all = [
    start('parameter', parameterSource({ stores, parameter: scene.parameter, pollMs, clock })),
    start('record', recordSource({ record: scene.record, port, server, deadlineMs, clock })),
  ];
  const metrics = all.map((client) => {
    const cloudwatch = cloudwatchFrom(clientsAt, from);
    return publishErrors({ cloudwatch, datastore, client, everyMs: metricMs, clock });
  });
  return {
    all,
    stop: async () => {
      for (const stop of metrics) stop();
      await Promise.all(all.map((client) => client.stop()));
    },
  };
};
