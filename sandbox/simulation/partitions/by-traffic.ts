import { allOf, bothWays, cutOf, lossy, type Partition, primaryOf, secondariesOf, slow, within } from './links.ts';

/** Paths of one kind broken, while all others work. */
export const byTraffic: readonly Partition[] = [
  {
    name: 'replication-only',
    about: 'Only the replication between the members is cut: clients, APIs and probes are fine.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), cutOf('replication')),
  },
  {
    name: 'replication-lossy-30',
    about: 'Three in ten packets of the replication are lost, and nothing else.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), lossy(0.3, 'replication')),
  },
  {
    name: 'replication-slow-2s',
    about: 'Only the replication lags, by two seconds each way.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), slow(2000, 'replication')),
  },
  {
    name: 'cache-path-only',
    about: "The secondaries' probes do not reach the primary's cache; data arrives and clients are fine.",
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), cutOf('cache')),
  },
  {
    name: 'vpc-peering-only',
    about: "The peering of the members' VPCs is lost: no probe and no client gets across, replication and APIs do.",
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), cutOf('cache', 'clients')),
  },
  {
    name: 'api-path-only',
    about: "Nobody reaches the primary Region's APIs; its caches serve, and data arrives.",
    faults: (places) => [
      ...bothWays(primaryOf(places), allOf(places), cutOf('api')),
      ...within(primaryOf(places), cutOf('api')),
    ],
  },
  {
    name: 'api-between-members',
    about: "The members do not reach each other's APIs; the witness reaches both.",
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), cutOf('api')),
  },
  {
    name: 'client-path-only',
    about: "Clients everywhere lose the primary's cache; probes and replication are fine.",
    faults: (places) => [
      ...bothWays(primaryOf(places), allOf(places), cutOf('clients')),
      ...within(primaryOf(places), cutOf('clients')),
    ],
  },
  {
    name: 'clients-of-secondaries',
    about: 'Clients lose the caches of the secondary Regions.',
    faults: (places) => [
      ...bothWays(secondariesOf(places), allOf(places), cutOf('clients')),
      ...within(secondariesOf(places), cutOf('clients')),
    ],
  },
  {
    name: 'resolver-only',
    about: "The members' resolvers answer nothing.",
    faults: ({ members }) => within(members, cutOf('dns')),
  },
  {
    name: 'resolver-of-secondaries',
    about: 'The resolvers of the secondary Regions answer nothing.',
    faults: (places) => within(secondariesOf(places), cutOf('dns')),
  },
  {
    name: 'own-cache-of-secondaries',
    about: "The secondaries' probes do not reach their own caches; replication does.",
    faults: (places) => within(secondariesOf(places), cutOf('cache')),
  },
  {
    name: 'own-cache-of-primary',
    about: 'The heartbeat writer does not reach its own cache; clients and replication are fine.',
    faults: (places) => within(primaryOf(places), cutOf('cache')),
  },
];
