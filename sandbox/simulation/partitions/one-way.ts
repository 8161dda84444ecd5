import type { LinkFault } from '../../network.ts';
import { allOf, cut, oneWay, type Partition, type Places, primaryOf, regionsOf, secondariesOf } from './links.ts';

/** Packets lost in one direction only: effects without answers, answers without questions. */
export const oneWayCuts: readonly Partition[] = [
  {
    name: 'primary-mute',
    about: 'Nothing leaves the primary Region; what is sent to it arrives and is done.',
    faults: (places) => oneWay(primaryOf(places), allOf(places), cut),
  },
  {
    name: 'primary-deaf',
    about: 'Nothing gets into the primary Region; what it sends arrives.',
    faults: (places) => oneWay(allOf(places), primaryOf(places), cut),
  },
  {
    name: 'secondaries-mute',
    about: 'Nothing leaves the secondary Regions.',
    faults: (places) => oneWay(secondariesOf(places), allOf(places), cut),
  },
  {
    name: 'secondaries-deaf',
    about: 'Nothing gets into the secondary Regions.',
    faults: (places) => oneWay(allOf(places), secondariesOf(places), cut),
  },
  {
    name: 'witness-mute',
    about: 'The witness is asked, looks, and its word is lost.',
    faults: (places) => oneWay([places.witness], allOf(places), cut),
  },
  {
    name: 'primary-to-secondaries',
    about: 'From the primary to the secondary Regions nothing arrives; the other direction works.',
    faults: (places) => oneWay(primaryOf(places), secondariesOf(places), cut),
  },
  {
    name: 'secondaries-to-primary',
    about: 'From the secondary Regions to the primary nothing arrives; the other direction works.',
    faults: (places) => oneWay(secondariesOf(places), primaryOf(places), cut),
  },
  {
    name: 'ring',
    about: 'Each Region hears only the next one in a ring: everybody hears somebody, and no two agree on whom.',
    faults: (places) => ringOf(places),
  },
];

const ringOf = (places: Places): readonly LinkFault[] => {
  const regions = regionsOf(places);
  return regions.flatMap((hears, index) => {
    const next = regions[(index + 1) % regions.length];
    return oneWay(
      regions.filter((region) => region !== next),
      [hears],
      cut,
    );
  });
};
