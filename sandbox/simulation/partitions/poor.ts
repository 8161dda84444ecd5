import { allOf, bothWays, lossy, oneWay, type Partition, primaryOf, regionsOf, secondariesOf, slow } from './links.ts';

/** Links that work badly. Lost packets are sent again, so loss is felt as delay; 2 s is beyond most deadlines. */
export const poorLinks: readonly Partition[] = [
  {
    name: 'members-lossy-5',
    about: 'One in twenty packets between the primary and the secondary Regions is lost.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), lossy(0.05)),
  },
  {
    name: 'members-lossy-30',
    about: 'Three in ten packets between the primary and the secondary Regions are lost.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), lossy(0.3)),
  },
  {
    name: 'primary-lossy-30',
    about: 'Three in ten packets into and out of the primary Region are lost.',
    faults: (places) => bothWays(primaryOf(places), allOf(places), lossy(0.3)),
  },
  {
    name: 'everything-lossy-5',
    about: 'One in twenty packets between any two Regions is lost.',
    faults: (places) => oneWay(regionsOf(places), regionsOf(places), lossy(0.05)),
  },
  {
    name: 'from-primary-lossy-30',
    about: 'Three in ten packets that leave the primary Region are lost; what gets in, gets in.',
    faults: (places) => oneWay(primaryOf(places), allOf(places), lossy(0.3)),
  },
  {
    name: 'members-slow-2s',
    about: 'Every packet between the primary and the secondary Regions takes two seconds.',
    faults: (places) => bothWays(primaryOf(places), secondariesOf(places), slow(2000)),
  },
  {
    name: 'primary-slow-2s',
    about: 'Every packet into and out of the primary Region takes two seconds.',
    faults: (places) => bothWays(primaryOf(places), allOf(places), slow(2000)),
  },
  {
    name: 'witness-slow-2s',
    about: 'Every packet to and from the witness takes two seconds.',
    faults: (places) => bothWays([places.witness], allOf(places), slow(2000)),
  },
];
