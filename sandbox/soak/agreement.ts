import { publishedIn } from '../drill/observe.ts';
import type { Scene } from '../drill/scene.ts';
import type { World } from '../world.ts';

/** What still differs between reality, the parameters, the record and the runs; nothing once all agree. */
export const differences = (world: World, scene: Scene): readonly string[] => {
  const { globalReplicationGroupId, record } = scene;
  const truth = world.elasticache.truth(globalReplicationGroupId);
  const writer = world.elasticache.writer(globalReplicationGroupId)?.region;
  const published = Object.entries(publishedIn(world, scene));
  const mine = published.find(([region]) => region === writer)?.[1];
  const named = world.dns.resolver.resolve(record, 'CNAME').answers.map(({ data }) => String(data));
  return [
    ...(truth?.status === 'available' ? [] : [`the group is ${truth?.status}`]),
    ...published
      .filter(([, endpoint]) => endpoint?.primaryRegion !== writer || endpoint?.epoch.counter !== mine?.epoch.counter)
      .map(([region, endpoint]) => `${region} publishes ${endpoint?.primaryRegion ?? 'nothing'}, not ${writer}`),
    ...(mine?.primary !== undefined && named.includes(mine.primary)
      ? []
      : [`the record leads to ${named.join(', ') || 'nothing'}, not to ${mine?.primary}`]),
    ...running(world).map((execution) => `${execution} still runs`),
  ];
};

const running = ({ history }: World): readonly string[] => {
  const open = new Set<string>();
  for (const { kind, name, detail } of history.entries)
    if (kind === 'execution') open[name === 'RUNNING' ? 'add' : 'delete'](String(detail?.execution));
  return [...open];
};
