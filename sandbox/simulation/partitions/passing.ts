import { allOf, bothWays, cut, cutOf, type Partition, primaryOf, secondariesOf } from './links.ts';

/** Cuts that end by themselves, and those that come back. */
export const passing: readonly Partition[] = [
  {
    name: 'cut-43-s',
    about: 'The primary Region is cut from the other members for 43 seconds, as in the incident of October 2018.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), cut),
    forMs: 43_000,
  },
  {
    name: 'isolated-43-s',
    about: 'The primary Region is alone for 43 seconds.',
    faults: (places) => bothWays(primaryOf(places), allOf(places), cut),
    forMs: 43_000,
  },
  {
    name: 'flapping-10-s',
    about: 'The primary Region comes and goes with the period of the fast alarms.',
    faults: (places) => bothWays(primaryOf(places), allOf(places), cut),
    flaps: { onMs: 10_000, offMs: 10_000 },
  },
  {
    name: 'flapping-60-s',
    about: 'The primary Region comes and goes with the period of the economical alarms.',
    faults: (places) => bothWays(primaryOf(places), allOf(places), cut),
    flaps: { onMs: 60_000, offMs: 60_000 },
  },
  {
    name: 'replication-flapping-30-s',
    about: 'Only the replication comes and goes.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), cutOf('replication')),
    flaps: { onMs: 30_000, offMs: 30_000 },
  },
  {
    name: 'blips',
    about: 'The links between the members are lost for one second in every five.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), cut),
    flaps: { onMs: 1000, offMs: 4000 },
  },
];
