import type {
  DisassociateGlobalReplicationGroupCommandInput,
  FailoverGlobalReplicationGroupCommandInput,
  FailoverGlobalReplicationGroupResult,
} from '@aws-sdk/client-elasticache';
import type { Call } from '../../service.ts';
import { shownGroup } from './describe-global.ts';
import { type Estate, visibleGroup } from './estate.ts';
import type { Core, Group, Member } from './model.ts';
import { startPromotion } from './promotion.ts';
import { refusals, required } from './refusals.ts';
import { startSeparation } from './separation.ts';

/** PrimaryRegion and PrimaryReplicationGroupId name the member that shall become primary. */
export const failoverGlobalReplicationGroup =
  (estate: Estate) =>
  (input: FailoverGlobalReplicationGroupCommandInput, call: Call): FailoverGlobalReplicationGroupResult => {
    const { core } = estate;
    const { ledger, view } = visibleGroup(
      estate,
      call.region,
      required(input.GlobalReplicationGroupId, 'GlobalReplicationGroupId'),
    );
    const region = required(input.PrimaryRegion, 'PrimaryRegion');
    const target = memberOf(view, region, required(input.PrimaryReplicationGroupId, 'PrimaryReplicationGroupId'));
    // A promotion is allowed at any time, also while another change runs (user guide).
    if (view.status !== 'available' && view.status !== 'modifying') throw notAvailable(view);
    if (target.status !== 'associated')
      throw refusals.groupState(
        `Replication group ${target.id} is ${target.status} in Global Replication Group ${view.id}.`,
      );
    if (target.role === 'PRIMARY') {
      if (core.behaviour.failoverToPrimary === 'noop') return { GlobalReplicationGroup: shownGroup(core, view, true) };
      throw refusals.value(
        `Replication group ${target.id} is already the primary of Global Replication Group ${view.id}.`,
      );
    }
    refuseWhilePrimaryDark(core, view, { call, setting: core.behaviour.failoverWhilePrimaryDark });
    startPromotion(ledger, target, call);
    return { GlobalReplicationGroup: shownGroup(core, ledger.group, true) };
  };

/** Only a secondary can leave, and only while nothing else runs (console guide; service model). */
export const disassociateGlobalReplicationGroup =
  (estate: Estate) =>
  (input: DisassociateGlobalReplicationGroupCommandInput, call: Call): FailoverGlobalReplicationGroupResult => {
    const { core } = estate;
    const { ledger, view } = visibleGroup(
      estate,
      call.region,
      required(input.GlobalReplicationGroupId, 'GlobalReplicationGroupId'),
    );
    const id = required(input.ReplicationGroupId, 'ReplicationGroupId');
    const member = memberOf(view, required(input.ReplicationGroupRegion, 'ReplicationGroupRegion'), id);
    if (member.role === 'PRIMARY')
      throw refusals.value(
        `Replication group ${id} is the primary of Global Replication Group ${view.id} and cannot be disassociated.`,
      );
    const allowed = view.status === 'modifying' && core.behaviour.disassociateWhileModifying === 'allowed';
    if (view.status !== 'available' && !allowed) throw notAvailable(view);
    if (member.status !== 'associated')
      throw refusals.groupState(`Replication group ${id} is ${member.status} in Global Replication Group ${view.id}.`);
    refuseWhilePrimaryDark(core, view, { call, setting: core.behaviour.disassociateWhilePrimaryDark });
    startSeparation(ledger, member, call);
    return { GlobalReplicationGroup: shownGroup(core, ledger.group, true) };
  };

const memberOf = (view: Group, region: string, id: string): Member => {
  const member = view.members.find((each) => each.region === region && each.id === id);
  if (member) return member;
  throw refusals.value(
    `Replication group ${id} in ${region} is not associated with Global Replication Group ${view.id}.`,
  );
};

export const notAvailable = ({ id, status }: Group): Error =>
  refusals.groupState(`Global Replication Group ${id} is in ${status} state. Request rejected.`);

const refuseWhilePrimaryDark = (
  { network }: Core,
  view: Group,
  { call, setting }: { call: Call; setting: 'succeeds' | 'sticks' | 'refused' },
): void => {
  const primary = view.members.find(({ role }) => role === 'PRIMARY');
  if (setting !== 'refused' || !primary || network.reaches(call.region, primary.region)) return;
  throw refusals.groupState(
    `The primary cluster of Global Replication Group ${view.id} is not available. Request rejected.`,
  );
};
