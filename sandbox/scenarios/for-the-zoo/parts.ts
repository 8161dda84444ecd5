import { names } from '../../../functions/contract/names.ts';
import type { PublishedEndpoint } from '../../../functions/contract/published-endpoint.ts';
import { endpointNames } from '../../aws/services/elasticache/names.ts';
import type { Scenario, Stage } from '../../stage/stage.ts';

/** One minute. */
export const MINUTE_MS = 60_000;
/** Long enough for the alarm, the level trigger, and what either of them starts. */
export const TIME_TO_ACT_MS = 3.5 * MINUTE_MS;

/** Until a Region publishes another, or itself, as the primary. */
export const published = (stage: Stage, by: string, primary: string): Promise<void> =>
  stage.until(`${by} publishes ${primary}`, () => stage.see.published(by)?.primaryRegion === primary, {
    within: 10 * MINUTE_MS,
  });

/** Until a promotion is accepted, whoever asked for it. */
export const promotionIn = (stage: Stage): Promise<unknown> =>
  stage.next('a promotion is accepted', ({ name }) => name === 'elasticache:promotion-accepted', {
    within: 10 * MINUTE_MS,
  });

/** Puts a record into a Region's parameter by hand, made of the one that stands there. */
export const write = async (stage: Stage, region: string, change: Partial<PublishedEndpoint>): Promise<void> => {
  const value = JSON.stringify({ ...stage.see.published(region), ...change });
  await stage.people.putParameter(region, names.endpointParameter(stage.datastore), value);
};

/** A member's primary endpoint, as ElastiCache names it. */
export const hostIn = ({ config, datastore }: Stage, region: string): string => {
  const id = config.datastores[datastore]?.replicationGroups[region] ?? '';
  return endpointNames({ region, id, tls: false }).primary ?? '';
};

/** One of the small situations, each of which shows some planted bug of `sandbox/zoo` by itself. */
export const scenario = (name: string, about: string, rest: Omit<Scenario, 'name' | 'about'>): Scenario => ({
  ...{ name: `zoo-${name}`, about },
  ...rest,
});

/** Nothing is promoted. */
export const held: Scenario['expect'] = { promotions: 0 };
