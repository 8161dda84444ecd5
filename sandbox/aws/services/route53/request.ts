import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53';
import { normalised, policyOf, type RecordSet, valuesOf } from './record-set.ts';
import { invalidBatch, invalidInput, noSuchHealthCheck } from './refusals.ts';

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html ; an UPSERT counts twice. */
const RECORDS_MAX = 1000;
const CHARACTERS_MAX = 32_000;
const TTL_MAX = 2_147_483_647;
const ACTIONS: readonly string[] = ['CREATE', 'DELETE', 'UPSERT'];

/** A change whose form is right; whether the zone permits it is the batch's affair. */
export interface WellFormedChange {
  readonly action: 'CREATE' | 'DELETE' | 'UPSERT';
  readonly set: RecordSet;
}

/** Refuses a request by its form alone, before the zone is looked at. */
export const wellFormed = (changes: readonly Change[]): WellFormedChange[] => {
  if (changes.length === 0)
    throw invalidInput(
      "1 validation error detected: Value '[]' at 'changeBatch.changes' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  const known = changes.map(wellFormedChange);
  refuseOversize(known);
  return known;
};

const wellFormedChange = ({ Action, ResourceRecordSet: set = emptySet }: Change): WellFormedChange => {
  if (Action !== 'CREATE' && Action !== 'DELETE' && Action !== 'UPSERT')
    throw invalidInput(
      `Invalid XML ; cvc-enumeration-valid: Value '${Action}' is not facet-valid with respect to enumeration '[${ACTIONS.join(', ')}]'. It must be a value from the enumeration.`,
    );
  const within = `Change with [Action=${Action}, Name=${set.Name}, Type=${set.Type}, SetIdentifier=${set.SetIdentifier ?? null}]`;
  if (!set.Name || !set.Type)
    throw invalidInput(`Invalid request: Missing field '${set.Name ? 'Type' : 'Name'}' in ${within}`);
  refuseContents(set, within);
  refuseRouting(set, within);
  return { action: Action, set: normalised(set) };
};

const emptySet: ResourceRecordSet = { Name: undefined, Type: undefined };

const refuseContents = (set: ResourceRecordSet, within: string): void => {
  const { TTL, AliasTarget, TrafficPolicyInstanceId } = set;
  const holdsValues = valuesOf(set).length > 0;
  const found = Number(AliasTarget !== undefined) + Number(TrafficPolicyInstanceId !== undefined);
  const complete = TTL !== undefined && holdsValues;
  if (found + Number(complete) !== 1 || (found === 1 && (TTL !== undefined || holdsValues)))
    throw invalidInput(
      `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords], or TrafficPolicyInstanceId], but found ${found ? 'more than one' : 'none'} in ${within}`,
    );
  if (TTL !== undefined && (!Number.isInteger(TTL) || TTL < 0 || TTL > TTL_MAX))
    throw invalidInput(
      `1 validation error detected: Value '${TTL}' at 'resourceRecordSet.tTL' failed to satisfy constraint: Member must have value ${TTL < 0 ? 'greater than or equal to 0' : `less than or equal to ${TTL_MAX}`}`,
    );
  if (set.HealthCheckId) throw noSuchHealthCheck(set.HealthCheckId);
};

const refuseRouting = (set: ResourceRecordSet, within: string): void => {
  const policies = [
    set.Weight,
    set.Region,
    set.Failover,
    set.GeoLocation,
    set.MultiValueAnswer,
    set.CidrRoutingConfig,
    set.GeoProximityLocation,
  ].filter((policy) => policy !== undefined);
  if (policyOf(set) && set.SetIdentifier === undefined)
    throw invalidInput(`Invalid request: Missing field 'SetIdentifier' in ${within}`);
  if (policies.length > 1 || (set.SetIdentifier !== undefined && policies.length === 0))
    throw invalidInput(
      `Invalid request: Expected exactly one of [Weight, Region, Failover, GeoLocation, MultiValueAnswer, CidrRoutingConfig, or GeoProximityLocation], but found ${policies.length ? 'more than one' : 'none'} in ${within}`,
    );
  if (set.Weight !== undefined && (set.Weight < 0 || set.Weight > 255))
    throw invalidInput(
      `1 validation error detected: Value '${set.Weight}' at 'resourceRecordSet.weight' failed to satisfy constraint: Member must have value ${set.Weight < 0 ? 'greater than or equal to 0' : 'less than or equal to 255'}`,
    );
};

const refuseOversize = (changes: readonly WellFormedChange[]): void => {
  const values = changes.flatMap(({ action, set }) => {
    const own = valuesOf(set);
    return action === 'UPSERT' ? [...own, ...own] : own;
  });
  const characters = values.reduce((sum, { length }) => sum + length, 0);
  if (values.length > RECORDS_MAX) throw invalidBatch([`Number of records limit of ${RECORDS_MAX} exceeded.`]);
  if (characters > CHARACTERS_MAX) throw invalidBatch([`Number of characters limit of ${CHARACTERS_MAX} exceeded.`]);
};
