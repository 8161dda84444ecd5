import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Config, Datastore } from '../../functions/contract/config.ts';
import { names } from '../../functions/contract/names.ts';
import type { Region } from '../../functions/contract/region.ts';

/** Where a stack stands, and what it takes care of there. */
export interface Place {
  readonly config: Config;
  readonly region: Region;
}

/** The datastores with a member in this Region, with their names. */
export const datastoresAt = ({ config, region }: Place): readonly (readonly [string, Datastore])[] =>
  Object.entries(config.datastores).filter(([, { replicationGroups }]) => replicationGroups[region] !== undefined);

/** This Region first, then the datastore's other Regions, so that every Region's template reads the same. */
export const regionsOf = ({ replicationGroups }: Datastore, { region }: Place): readonly Region[] => [
  ...(replicationGroups[region] === undefined ? [] : [region]),
  ...Object.keys(replicationGroups).filter((other) => other !== region),
];

/** Every other Region that shares a datastore with this one. */
export const otherRegions = (place: Place): readonly Region[] => [
  ...new Set(datastoresAt(place).flatMap(([, datastore]) => regionsOf(datastore, place).slice(1))),
];

/**
 * ARNs of what has a fixed name, spelled out: an ARN with a reference in it would tie stacks or constructs together.
 * `region` is where the thing lives.
 */
export const arns = ({ config: { account }, region: here }: Place) => {
  const arn = (service: string, region: string, rest: string) =>
    `arn:${RegionInfo.get(here).partition ?? 'aws'}:${service}:${region}:${rest}`;

  return {
    function: (name: string, region: string = here) => arn('lambda', region, `${account}:function:${name}`),
    alarm: (name: string) => arn('cloudwatch', here, `${account}:alarm:${name}`),
    parameter: (name: string, region: string = here) => arn('ssm', region, `${account}:parameter${name}`),
    stateMachine: arn('states', here, `${account}:stateMachine:${names.stateMachine}`),
    executions: arn('states', here, `${account}:execution:${names.stateMachine}:*`),
    defaultBus: arn('events', here, `${account}:event-bus/default`),
    scheduleGroup: arn('scheduler', here, `${account}:schedule-group/default`),
    /** A global replication group's ARN has no Region in it. */
    globalReplicationGroup: (id: string) => arn('elasticache', '', `${account}:globalreplicationgroup:${id}`),
    replicationGroup: (id: string, region: string) => arn('elasticache', region, `${account}:replicationgroup:${id}`),
    cacheUser: (id: string, region: string) => arn('elasticache', region, `${account}:user:${id}`),
    zone: (id: string) => arn('route53', '', `:hostedzone/${id}`),
  };
};
