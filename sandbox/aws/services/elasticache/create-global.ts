import type {
  CreateGlobalReplicationGroupCommandInput,
  CreateGlobalReplicationGroupResult,
  DeleteGlobalReplicationGroupCommandInput,
} from '@aws-sdk/client-elasticache';
import type { Call } from '../../service.ts';
import { shownGroup } from './describe-global.ts';
import { type Estate, findCluster, membershipOf, visibleGroup } from './estate.ts';
import { Ledger } from './ledger.ts';
import type { Member } from './model.ts';
import { idPrefix } from './names.ts';
import { refusals, required } from './refusals.ts';
import { later } from './waiting.ts';

/** `creating`, then `primary-only`: the sandbox has no CreateReplicationGroup to add a secondary with. */
export const createGlobalReplicationGroup =
  (estate: Estate) =>
  (input: CreateGlobalReplicationGroupCommandInput, call: Call): CreateGlobalReplicationGroupResult => {
    const { core, ledgers } = estate;
    const suffix = required(input.GlobalReplicationGroupIdSuffix, 'GlobalReplicationGroupIdSuffix');
    const pattern = findCluster(
      estate,
      call.region,
      required(input.PrimaryReplicationGroupId, 'PrimaryReplicationGroupId'),
    );
    if (!pattern) throw refusals.clusterNotFound(input.PrimaryReplicationGroupId ?? '');
    const owner = membershipOf(estate, pattern);
    if (owner)
      throw refusals.clusterState(
        `Cluster [${pattern.id}] is part of a global cluster [${owner.view.id}]. Request rejected.`,
      );
    const id = `${idPrefix(call.region)}-${suffix}`;
    const former = ledgers.get(id);
    if (former && former.group.status !== 'deleted') throw refusals.groupExists(id);
    former?.views.close();
    const member: Member = {
      region: call.region,
      id: pattern.id,
      role: 'PRIMARY',
      status: 'associating',
      automaticFailover: pattern.automaticFailover ?? 'enabled',
    };
    const description = input.GlobalReplicationGroupDescription ?? ' ';
    const group = { version: 1, id, description, status: 'creating' as const, members: [member], pattern };
    const ledger = new Ledger(core, group, member);
    ledgers.set(id, ledger);
    ledger.note(call.region, 'group-creating', { group: id });
    later(core, core.delays.create, () => {
      const members = [{ ...member, status: 'associated' as const }];
      ledger.change({ region: call.region, effect: 'group-created', set: { status: 'primary-only', members } });
    });
    return { GlobalReplicationGroup: shownGroup(core, group, true) };
  };

/** Only once every secondary has left; the primary replication group itself stays (service model). */
export const deleteGlobalReplicationGroup =
  (estate: Estate) =>
  (input: DeleteGlobalReplicationGroupCommandInput, call: Call): CreateGlobalReplicationGroupResult => {
    const { core } = estate;
    const { ledger, view } = visibleGroup(
      estate,
      call.region,
      required(input.GlobalReplicationGroupId, 'GlobalReplicationGroupId'),
    );
    required(input.RetainPrimaryReplicationGroup === undefined ? '' : 'given', 'RetainPrimaryReplicationGroup');
    if (view.status !== 'primary-only')
      throw refusals.groupState(`Cannot delete a global replication group in ${view.status} state`);
    ledger.change({ region: call.region, effect: 'group-deleting', set: { status: 'deleting' } });
    later(core, core.delays.delete, () =>
      ledger.change({ region: call.region, effect: 'group-deleted', set: { status: 'deleted' } }),
    );
    return { GlobalReplicationGroup: shownGroup(core, ledger.group, true) };
  };
