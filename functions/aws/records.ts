import {
  type Change,
  ChangeResourceRecordSetsCommand,
  ListResourceRecordSetsCommand,
  type ListResourceRecordSetsCommandOutput,
  type ResourceRecordSet,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { RecordBusy, RecordConflict } from '../contract/errors.ts';
import type { Adapter } from '../middleware/world.ts';
import type { RecordSet, Records } from '../ports.ts';
import { clientsOf } from './clients.ts';
import { given, isNamed } from './given.ts';

/** Where Route 53's control plane is, for the `aws` partition. */
const controlPlane = 'us-east-1';

/** Route 53, each call sent once: after a lost answer what stands there must be read. https://docs.aws.amazon.com/Route53/latest/APIReference/ */
export const records: Adapter<Records> = (world) => {
  const clients = clientsOf(world, (options) => new Route53Client(options));
  const client = () => clients(controlPlane, 'route53');

  return {
    read: async (HostedZoneId, name) => {
      const found: ResourceRecordSet[] = [];
      let start: StartAt | undefined = { StartRecordName: name };
      while (start !== undefined) {
        const page: ListResourceRecordSetsCommandOutput = await client().send(
          new ListResourceRecordSetsCommand({ HostedZoneId, ...start }),
        );
        const sets: readonly ResourceRecordSet[] = given(page.ResourceRecordSets, 'record sets');
        found.push(...sets.filter((set) => isSameName(set.Name, name)));
        // The sets of one name stand together: the first of another name is the end.
        start = sets.every((set) => isSameName(set.Name, name)) ? following(page) : undefined;
      }
      return found.map(recordSet);
    },

    change: async (HostedZoneId, { remove, create }) => {
      const Changes = [...remove.map(changeOf('DELETE')), ...create.map(changeOf('CREATE'))];
      try {
        const { ChangeInfo } = await client().send(
          new ChangeResourceRecordSetsCommand({ HostedZoneId, ChangeBatch: { Changes } }),
        );
        return given(ChangeInfo?.Id, "the change's id");
      } catch (error) {
        if (isNamed(error, 'InvalidChangeBatch')) throw new RecordConflict(messageOf(error), { cause: error });
        throw busy(error) ?? error;
      }
    },
  };
};

/** Throttled, or the zone's previous batch is still being applied: nothing was changed, and a moment later it may be. */
const busy = (error: unknown): RecordBusy | undefined =>
  ['PriorRequestNotComplete', 'Throttling', 'ThrottlingException'].some((name) => isNamed(error, name))
    ? new RecordBusy(messageOf(error), { cause: error })
    : undefined;

type StartAt = Pick<
  ConstructorParameters<typeof ListResourceRecordSetsCommand>[0],
  'StartRecordName' | 'StartRecordType' | 'StartRecordIdentifier'
>;

const following = (page: ListResourceRecordSetsCommandOutput): StartAt | undefined =>
  page.IsTruncated === true
    ? {
        StartRecordName: given(page.NextRecordName, 'the next name'),
        StartRecordType: page.NextRecordType,
        StartRecordIdentifier: page.NextRecordIdentifier,
      }
    : undefined;

const isSameName = (one: string | undefined, other: string): boolean => bare(one ?? '') === bare(other);
const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

const recordSet = (set: ResourceRecordSet): RecordSet => ({
  name: bare(given(set.Name, 'a name')),
  // Any other type stands in a CNAME's way at its name; without values, and `routed`, it is never touched.
  type: set.Type === 'TXT' ? 'TXT' : 'CNAME',
  ttl: set.TTL ?? 0,
  values: isPlain(set) ? (set.ResourceRecords ?? []).map(({ Value }) => given(Value, 'a value')) : [],
  routed: !isPlain(set) || set.SetIdentifier !== undefined || set.HealthCheckId !== undefined,
});

const isPlain = ({ Type, AliasTarget }: ResourceRecordSet): boolean =>
  AliasTarget === undefined && (Type === 'CNAME' || Type === 'TXT');

const changeOf =
  (Action: 'DELETE' | 'CREATE') =>
  ({ name, type, ttl, values }: RecordSet): Change => ({
    Action,
    ResourceRecordSet: { Name: name, Type: type, TTL: ttl, ResourceRecords: values.map((Value) => ({ Value })) },
  });

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
