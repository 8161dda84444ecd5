import { names } from '../../functions/contract/names.ts';
import type { World } from '../world.ts';
import { UsageError } from './command-line.ts';

/** What can be done to a running sandbox from another terminal: each answers the lines to print. */
export const actions = {
  blackout: (world: World, [region = '']: readonly string[]) => {
    world.blackout(known(world, region));
    return [`${region} is dark`];
  },
  heal: (world: World, [region = '']: readonly string[]) => {
    world.heal(known(world, region));
    return [`${region} is back`];
  },
  cut: (world: World, [a = '', b = '']: readonly string[]) => {
    world.cut(known(world, a), known(world, b));
    return [`the link between ${a} and ${b} is cut`];
  },
  mend: (world: World, [a = '', b = '']: readonly string[]) => {
    world.mend(known(world, a), known(world, b));
    return [`the link between ${a} and ${b} is mended`];
  },
  status: (world: World) => [
    `${world.endpoint}`,
    ...world.regions.map((region) => `  ${region.padEnd(14)} ${regionState(world, region)}`),
    ...world.datastores.flatMap((datastore) => datastoreLines(world, datastore)),
  ],
} as const;
export type ActionName = keyof typeof actions;

const known = ({ regions }: World, region: string): string => {
  if (regions.includes(region)) return region;
  throw new UsageError(`no Region called '${region}'; there are ${regions.join(', ')}`);
};

const regionState = ({ network, regions }: World, region: string): string => {
  if (network.isDark(region)) return 'dark';
  const lost = regions.filter((other) => other !== region && !network.isDark(other) && !network.reaches(region, other));
  return lost.length > 0 ? `cut from ${lost.join(', ')}` : 'up';
};

const datastoreLines = (world: World, { name, globalReplicationGroupId }: World['datastores'][number]): string[] => {
  const group = world.elasticache.truth(globalReplicationGroupId);
  const members = group?.members.map(({ id, region, role }) => `  ${region.padEnd(14)} ${role.padEnd(10)} ${id}`) ?? [];
  const published = world.regions.flatMap((region) => {
    const value = world.ssm.value(region, names.endpointParameter(name));
    return value === undefined ? [] : [`  ${region.padEnd(14)} publishes ${value}`];
  });
  return [`${name}: ${globalReplicationGroupId} is ${group?.status ?? 'deleted'}`, ...members, ...published];
};
