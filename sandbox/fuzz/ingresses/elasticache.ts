import fc from 'fast-check';
import { topology } from '../../../functions/aws/topology.ts';
import { StepInput } from '../../../functions/contract/run-state.ts';
import { assessHealth } from '../../../functions/handlers/assess-health.ts';
import { promoteRegion } from '../../../functions/handlers/promote-region.ts';
import { reconcile } from '../../../functions/handlers/reconcile.ts';
import { damagedText, shaped } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { aRun, east, endpointOf, groupView, memberView, west } from '../samples.ts';
import { type Change, healthy } from '../scene.ts';
import { runStep, unchecked } from '../step-in-scene.ts';
import { wireWorld } from '../wire.ts';
import { xmlOf } from '../xml.ts';

const wire = wireWorld(healthy);
const overBytes = topology(wire.world);

const group = {
  GlobalReplicationGroupId: 'ldgnf-sessions',
  Status: 'available',
  Members: groupView().members.map(({ region, replicationGroupId, role, status }) => ({
    ReplicationGroupId: replicationGroupId,
    ReplicationGroupRegion: region,
    Role: role,
    Status: status,
  })),
};
const [first] = group.Members;
const threePrimaries = { ...group, Members: [first, first, first].map((member) => ({ ...member, Role: 'PRIMARY' })) };
const memberIn = (region: string) => ({
  ReplicationGroupId: region === east ? 'sessions-use1' : 'sessions-usw2',
  Status: 'available',
  GlobalReplicationGroupInfo: {
    GlobalReplicationGroupId: 'ldgnf-sessions',
    GlobalReplicationGroupMemberRole: memberView(region).role,
  },
  ClusterEnabled: false,
  MemberClusters: [`${region}-001`],
  NodeGroups: [
    {
      NodeGroupId: '0001',
      Status: 'available',
      PrimaryEndpoint: { Address: endpointOf(region), Port: 6379 },
      ReaderEndpoint: { Address: endpointOf(region, true), Port: 6379 },
    },
  ],
});

type Answers = { readonly groups: string; readonly member: string };
const groupsOf = (value: unknown): string =>
  `<DescribeGlobalReplicationGroupsResponse><DescribeGlobalReplicationGroupsResult>${xmlOf({ GlobalReplicationGroups: [value] })}</DescribeGlobalReplicationGroupsResult></DescribeGlobalReplicationGroupsResponse>`;
const memberOf = (value: unknown): string =>
  `<DescribeReplicationGroupsResponse><DescribeReplicationGroupsResult>${xmlOf({ ReplicationGroups: [value] })}</DescribeReplicationGroupsResult></DescribeReplicationGroupsResponse>`;

interface Told extends Answers {
  readonly here: string;
  readonly act: 'assess' | 'promote' | 'reconcile';
  readonly lies: 'here' | 'elsewhere';
}
const told = (answers: (region: string) => fc.Arbitrary<Answers>): fc.Arbitrary<unknown> =>
  fc.constantFrom(west, east).chain((here) =>
    fc
      .record({
        here: fc.constant(here),
        act: fc.constantFrom('assess', 'promote', 'reconcile'),
        lies: fc.constantFrom('here', 'elsewhere'),
        answers: answers(here),
      })
      .map(({ answers, ...rest }) => ({ ...rest, ...answers })),
  );

/** Endpoints are what ElastiCache says they are: the one source that may change what is published. */
const saidBy = ({ member }: Answers, change: Change): boolean => {
  const said = (text: unknown): boolean =>
    text === undefined || member.toLowerCase().includes(`>${text}<`.toLowerCase());
  if (change.kind === 'record')
    return change.batch.create.every(({ type, values }) => type === 'TXT' || values.every(said));
  if (change.kind !== 'parameter') return false;
  const { primary, reader, configuration, port } = Object(JSON.parse(change.value));
  return [primary, reader, configuration, port].every(said);
};

export const elasticacheAnswers: Ingress = {
  name: 'elasticache',
  readBy: 'ElastiCache from bytes, AssessHealth, PromoteRegion or Reconcile; the other ports in memory',
  weight: 7,
  shaped: told((here) =>
    fc.record({
      groups: shaped<unknown>(group, threePrimaries, { ...group, Members: [] }, { ...group, Status: 'modifying' }).map(
        groupsOf,
      ),
      member: shaped<unknown>(memberIn(here)).map(memberOf),
    }),
  ),
  raw: told((here) =>
    fc.record({ groups: damagedText(groupsOf(group)), member: damagedText(memberOf(memberIn(here))) }),
  ),
  play: (input) => {
    const { here, act, lies, ...answers } = input as Told;
    return played({
      situation: { ...healthy, here },
      act: (scene) => {
        wire.answerWith(({ operation }) => ({
          body: operation === 'DescribeGlobalReplicationGroups' ? answers.groups : answers.member,
        }));
        const real = scene.ports.topology;
        const isLied = (region: string): boolean => (region === here) === (lies === 'here');
        const attacked = {
          topology: {
            ...real,
            readGroup: (region: string, id: string) => (isLied(region) ? overBytes : real).readGroup(region, id),
            readMember: (region: string, id: string) => (isLied(region) ? overBytes : real).readMember(region, id),
          },
        };
        if (act === 'reconcile') return runStep(scene, { ...unchecked(reconcile), attacked });
        const event = { state: { run: aRun } };
        return runStep(scene, {
          schema: StepInput,
          act: act === 'assess' ? assessHealth : promoteRegion,
          event,
          attacked,
        });
      },
      permits: (change) => saidBy(answers, change),
    });
  },
};
