import { names, plainMembers } from '../../functions/contract/names.ts';
import type { Entry } from '../history.ts';
import type { Checker, RunRecord } from './checker.ts';
import { isOurs } from './reading/callers.ts';
import { bareName, datastoresOf, recordNames } from './reading/datastores.ts';
import { clock, entriesOf, object, text } from './reading/entries.ts';

interface Known {
  readonly parameters: ReadonlySet<string>;
  readonly records: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

const knownIn = (record: RunRecord): Known => {
  const all = datastoresOf(record);
  return {
    parameters: new Set(
      all.flatMap(({ name }) => [
        names.endpointParameter(name),
        ...plainMembers.map((member) => names.plainParameter(name, member)),
      ]),
    ),
    records: new Set(
      all.flatMap((named) => {
        const wanted = recordNames(named);
        return wanted ? [`${wanted.zone} ${wanted.cname}`, `${wanted.zone} ${wanted.txt}`] : [];
      }),
    ),
    groups: new Set(all.map(({ datastore }) => datastore.globalReplicationGroupId)),
  };
};

const changing = /^(ssm|route53|elasticache):(?!Describe|Get|List)/;
const ownOperations = [
  'ssm:PutParameter',
  'route53:ChangeResourceRecordSets',
  'elasticache:FailoverGlobalReplicationGroup',
  'elasticache:DisassociateGlobalReplicationGroup',
];

const batchNames = (input: Readonly<Record<string, unknown>>): readonly string[] => {
  const zone = String(input.HostedZoneId ?? '').replace(/^\/?hostedzone\//, '');
  const { Changes } = object(input.ChangeBatch);
  return (Array.isArray(Changes) ? Changes : []).map(
    (change) => `${zone} ${bareName(String(object(object(change).ResourceRecordSet).Name))}`,
  );
};

/** What a changing call asks for that is nobody's here; refused calls count as well. */
const strange = ({ name, detail }: Entry, known: Known): readonly string[] => {
  const input = object(detail?.input);
  if (!ownOperations.includes(name)) return [`${name}, which is nothing of ours`];
  if (name === 'ssm:PutParameter') return known.parameters.has(String(input.Name)) ? [] : [String(input.Name)];
  if (name.startsWith('elasticache:')) {
    const group = String(input.GlobalReplicationGroupId);
    return known.groups.has(group) ? [] : [group];
  }
  return batchNames(input).filter((each) => !known.records.has(each));
};

export const n17: Checker = {
  id: 'N17',
  promise: 'Records, parameters and zones that are not configured are never touched.',
  shownBy: ['test/infra/permissions.test.ts'],
  check: (record) => {
    const known = knownIn(record);
    return entriesOf(record, 'call').flatMap((call) => {
      if (!changing.test(call.name) || !isOurs(call)) return [];
      const touched = strange(call, known);
      const what = `${text(call, 'principal').split('/').at(-1)} called ${call.name} at ${clock(record, call.at)} on ${touched.join(', ')}`;
      return touched.length > 0 ? [{ id: 'N17', at: call.at, what, entries: [call] }] : [];
    });
  },
};
