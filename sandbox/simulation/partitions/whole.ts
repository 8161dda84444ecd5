import { allOf, bothWays, cut, oneWay, type Partition, primaryOf, regionsOf, secondariesOf } from './links.ts';

/** Links lost both ways, for all traffic. */
export const wholeCuts: readonly Partition[] = [
  {
    name: 'primary-isolated',
    about: 'The primary Region reaches nobody and nobody reaches it; inside, all goes on.',
    faults: (places) => bothWays(primaryOf(places), allOf(places), cut),
  },
  {
    name: 'secondaries-isolated',
    about: 'Every secondary Region is alone; the primary, the witness and the world are together.',
    faults: (places) => bothWays(secondariesOf(places), allOf(places), cut),
  },
  {
    name: 'witness-isolated',
    about: 'The witness Region reaches nobody and nobody reaches it.',
    faults: (places) => bothWays([places.witness], allOf(places), cut),
  },
  {
    name: 'members-cut',
    about: 'Only the links between the primary and the secondary Regions are lost: each blames the other.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), cut),
  },
  {
    name: 'witness-from-primary',
    about: 'The witness does not reach the primary Region; the members reach each other.',
    faults: (places) => bothWays([places.witness], primaryOf(places), cut),
  },
  {
    name: 'witness-from-secondaries',
    about: 'The secondaries cannot ask the witness; everything else is fine.',
    faults: (places) => bothWays([places.witness], secondariesOf(places), cut),
  },
  {
    name: 'primary-alone-with-its-clients',
    about: 'The primary Region is cut from every Region and from Route 53, but clients from outside still reach it.',
    faults: (places) => bothWays(primaryOf(places), [...regionsOf(places), places.route53], cut),
  },
  {
    name: 'islands',
    about: 'Every link between Regions is lost: each is an island, which the world outside reaches.',
    faults: (places) => oneWay(regionsOf(places), regionsOf(places), cut),
  },
  {
    name: 'route53-from-everywhere',
    about: "Nobody reaches Route 53's control plane.",
    faults: (places) => bothWays([places.route53], allOf(places), cut),
  },
];
