import { createServer } from 'node:net';
import type { Config, Datastore } from '../../functions/contract/config.ts';
import { idPrefix } from '../aws/services/elasticache/names.ts';
import type { ClusterRef } from '../aws/services/elasticache.ts';

/** One datastore of the configuration, as the sandbox's world begins. */
export interface PlannedDatastore {
  readonly name: string;
  readonly globalReplicationGroupId: string;
  readonly primary: ClusterRef;
  readonly secondaries: readonly ClusterRef[];
  readonly tls: boolean;
  readonly authToken: boolean;
}

/** Every Region of the configuration, in the order of their loopback addresses: members, witness, then any other. */
export const regionsOf = ({ regions, witness, datastores }: Config): readonly string[] => {
  const alarmed = Object.values(datastores).flatMap(({ clientAlarms }) => clientAlarms.map(({ region }) => region));
  return [...new Set([...regions, ...(witness === undefined ? [] : [witness]), ...alarmed])];
};

/** The datastores of the configuration. The primary is the member in the Region whose prefix the global id carries. */
export const plannedDatastores = ({ regions, datastores }: Config): readonly PlannedDatastore[] =>
  Object.entries(datastores).map(([name, datastore]) => {
    const clusters = regions.flatMap((region) => {
      const id = datastore.replicationGroups[region];
      return id === undefined ? [] : [{ region, id }];
    });
    const { globalReplicationGroupId, access } = datastore;
    const home = clusters.find(({ region }) => globalReplicationGroupId.startsWith(`${idPrefix(region)}-`));
    const primary = home ?? clusters[0];
    if (!primary) throw new RangeError(`datastore ${name} has no replication group in any Region`);
    const secondaries = clusters.filter((cluster) => cluster !== primary);
    const authToken = access.auth !== 'none';
    return { name, globalReplicationGroupId, primary, secondaries, tls: access.tls, authToken };
  });

/** The hosted zones that the configuration names. The zone's own name is the record's without its first label. */
export const plannedZones = ({ datastores }: Config) =>
  Object.values(datastores).flatMap(({ dns }: Datastore) =>
    dns === 'none' ? [] : [{ id: dns.zone, name: dns.record.slice(dns.record.indexOf('.') + 1), private: true }],
  );

/**
 * The alarms that the configuration expects the application to have. The sandbox makes them in the application's place:
 * any error that a client counts within ten seconds raises them.
 */
export const plannedClientAlarms = ({ datastores }: Config) =>
  Object.entries(datastores).flatMap(([datastore, { clientAlarms }]) =>
    clientAlarms.map(({ region, name }) => ({
      region,
      input: {
        AlarmName: name,
        AlarmDescription: 'Clients of the datastore fail. Made by the sandbox in the place of an application.',
        ...clientErrors(datastore),
        Statistic: 'Sum',
        Period: 10,
        EvaluationPeriods: 1,
        Threshold: 0,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
      },
    })),
  );

/** The metric that the sandbox's clients count their errors in, in the Region of the client alarm. */
export const clientErrors = (datastore: string) => ({
  Namespace: 'Application',
  MetricName: 'ClientErrors',
  Dimensions: [{ Name: 'Datastore', Value: datastore }],
});

/** A TCP port that was free a moment ago. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
