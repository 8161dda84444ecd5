import type {
  ListHostedZonesRequest,
  ListHostedZonesResponse,
  ListResourceRecordSetsRequest,
  ListResourceRecordSetsResponse,
} from '@aws-sdk/client-route-53';
import { compareSets, normaliseName, type Position } from './names.ts';
import { invalidInput } from './refusals.ts';
import type { Zone } from './zone.ts';

/** https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSets.html */
const SETS_MAX = 300;
const ZONES_MAX = 100;

/** One page of a zone's record sets, from the first that is not before the start that was asked for. */
export const listSets = (zone: Zone, request: ListResourceRecordSetsRequest): ListResourceRecordSetsResponse => {
  const { StartRecordName, StartRecordType, StartRecordIdentifier } = request;
  if (StartRecordType !== undefined && StartRecordName === undefined)
    throw invalidInput('The input is not valid: a record type was given to start from, but no record name.');
  if (StartRecordIdentifier !== undefined && StartRecordType === undefined)
    throw invalidInput('The input is not valid: a set identifier was given to start from, but no record type.');
  const max = pageSize(request.MaxItems, SETS_MAX);
  const start: Position | undefined =
    StartRecordName === undefined
      ? undefined
      : {
          Name: normaliseName(StartRecordName),
          Type: StartRecordType,
          SetIdentifier: StartRecordIdentifier,
        };
  const rest = zone.list().filter((set) => start === undefined || compareSets(set, start) >= 0);
  const next = rest[max];
  return {
    ResourceRecordSets: structuredClone(rest.slice(0, max)),
    IsTruncated: next !== undefined,
    ...(next && { NextRecordName: next.Name, NextRecordType: next.Type }),
    ...(next?.SetIdentifier !== undefined && { NextRecordIdentifier: next.SetIdentifier }),
    MaxItems: max,
  };
};

/** One page of the zones, in the order they were made. */
export const listZones = (zones: readonly Zone[], request: ListHostedZonesRequest): ListHostedZonesResponse => {
  const max = pageSize(request.MaxItems, ZONES_MAX);
  const from = request.Marker ? zones.findIndex(({ id }) => id === request.Marker) : 0;
  if (from < 0) throw invalidInput(`The input is not valid: there is no hosted zone ${request.Marker} to start from.`);
  const next = zones[from + max];
  return {
    HostedZones: zones.slice(from, from + max).map((zone) => zone.describe()),
    Marker: request.Marker,
    IsTruncated: next !== undefined,
    ...(next && { NextMarker: next.id }),
    MaxItems: max,
  };
};

/** More than the maximum is the maximum. */
const pageSize = (asked: number | undefined, max: number): number => {
  const size = Number(asked ?? max);
  if (!Number.isInteger(size) || size < 1) throw invalidInput(`The input is not valid: MaxItems is ${asked}.`);
  return Math.min(size, max);
};
