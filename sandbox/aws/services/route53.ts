import type {
  ChangeResourceRecordSetsRequest,
  ChangeResourceRecordSetsResponse,
  GetChangeRequest,
  GetChangeResponse,
  GetHostedZoneRequest,
  GetHostedZoneResponse,
  ListHostedZonesRequest,
  ListResourceRecordSetProtectionsRequest,
  ListResourceRecordSetProtectionsResponse,
  ListResourceRecordSetsRequest,
} from '@aws-sdk/client-route-53';
import type { Clock } from '../../clock.ts';
import type { History } from '../../history.ts';
import { causeOf } from '../cause-of.ts';
import type { Call, Service } from '../service.ts';
import { Changes, type Route53Delays } from './route53/changes.ts';
import { listSets, listZones } from './route53/listing.ts';
import { valuesOf } from './route53/record-set.ts';
import { noSuchZone, priorRequest } from './route53/refusals.ts';
import { type WellFormedChange, wellFormed } from './route53/request.ts';
import { type PublishedZone, Zone, type ZoneProperties } from './route53/zone.ts';

export type { Route53Delays } from './route53/changes.ts';
export type { PublishedZone, ZoneProperties } from './route53/zone.ts';

export interface Route53 extends Service {
  /** Makes a zone with its NS and SOA records, known to the DNS servers at once. */
  readonly createZone: (properties: ZoneProperties) => void;
  /** What the DNS servers answer by: each zone as of its newest batch that is INSYNC. */
  readonly published: () => readonly PublishedZone[];
}

export interface Route53Dependencies {
  readonly clock: Clock;
  readonly history: History;
  readonly delays: Route53Delays;
}

/** Route 53's control plane, which lives in us-east-1. Its data plane is `published`, which no outage touches. */
export const createRoute53 = ({ clock, history, delays }: Route53Dependencies): Route53 => {
  const zones = new Map<string, Zone>();
  const changes = new Changes({ clock, history, delays });
  const zoneOf = (id = ''): Zone => {
    const bare = id.replace(/^\/?hostedzone\//, '');
    const zone = zones.get(bare);
    if (!zone) throw noSuchZone(bare);
    return zone;
  };
  return {
    id: 'route53',
    operations: {
      ListHostedZones: (request: ListHostedZonesRequest) => listZones([...zones.values()], request),
      GetHostedZone: ({ Id }: GetHostedZoneRequest) => describeZone(zoneOf(Id)),
      ListResourceRecordSets: (request: ListResourceRecordSetsRequest) =>
        listSets(zoneOf(request.HostedZoneId), request),
      ListResourceRecordSetProtections: (request: ListResourceRecordSetProtectionsRequest) =>
        noProtections(zoneOf(request.HostedZoneId)),
      ChangeResourceRecordSets: (request: ChangeResourceRecordSetsRequest, call: Call) =>
        changeSets({ zone: zoneOf(request.HostedZoneId), changes, history, call }, request),
      GetChange: ({ Id = '' }: GetChangeRequest): GetChangeResponse => ({ ChangeInfo: changes.get(Id) }),
    },
    createZone: (properties) => {
      zones.set(properties.id, new Zone(properties));
    },
    published: () => [...zones.values()].map((zone) => zone.published()),
  };
};

const changeSets = (
  { zone, changes, history, call }: { zone: Zone; changes: Changes; history: History; call: Call },
  { ChangeBatch }: ChangeResourceRecordSetsRequest,
): ChangeResourceRecordSetsResponse => {
  const wanted = wellFormed(ChangeBatch?.Changes ?? []);
  if (zone.busy) throw priorRequest();
  const names = new Set(wanted.map(({ set }) => set.Name));
  const before = zone.list().filter(({ Name }) => names.has(Name));
  const publish = zone.change(wanted);
  const changed = { changes: wanted.map(compact), before: before.map(compactSet) };
  const detail = { zone: zone.id, ...changed, ...causeOf(call) };
  history.append({ kind: 'effect', region: 'us-east-1', name: 'route53:ChangeResourceRecordSets', detail });
  return { ChangeInfo: changes.begin(zone, publish, ChangeBatch?.Comment) };
};

const compact = ({ action, set }: WellFormedChange) => ({ action, ...compactSet(set) });

const compactSet = (set: WellFormedChange['set']) => ({
  name: set.Name,
  type: set.Type,
  ...(set.SetIdentifier !== undefined && { identifier: set.SetIdentifier, weight: set.Weight }),
  ttl: set.TTL,
  values: valuesOf(set),
});

const describeZone = (zone: Zone): GetHostedZoneResponse => ({
  HostedZone: zone.describe(),
  ...(zone.private
    ? { VPCs: [{ VPCRegion: 'us-east-1', VPCId: 'vpc-00000000000000001' }] }
    : { DelegationSet: { NameServers: zone.nameServers } }),
});

/** The sandbox protects no record. https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListResourceRecordSetProtections.html */
const noProtections = (_zone: Zone): ListResourceRecordSetProtectionsResponse => ({ ResourceRecordSetProtections: [] });
