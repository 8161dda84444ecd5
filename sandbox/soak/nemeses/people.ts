import { ElastiCacheClient, FailoverGlobalReplicationGroupCommand } from '@aws-sdk/client-elasticache';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { names } from '../../../functions/contract/names.ts';
import { oneOf } from '../../simulation/dice.ts';
import { clusterIn, type Ground } from '../ground.ts';
import { type Nemesis, overAtOnce } from '../nemesis.ts';

/** A person's call that AWS refuses, or that reaches nobody, changes nothing: it is tried once. */
const attempt = (work: Promise<unknown>): Promise<void> =>
  work.then(
    () => {},
    () => {},
  );

const promoteByHand = (ground: Ground, region: string): Promise<void> =>
  attempt(
    ground.world.client(ElastiCacheClient, region).send(
      new FailoverGlobalReplicationGroupCommand({
        GlobalReplicationGroupId: ground.scene.globalReplicationGroupId,
        PrimaryRegion: region,
        PrimaryReplicationGroupId: clusterIn(ground, region).id,
      }),
    ),
  );

/** People who act beside the orchestrator. */
export const meddling: readonly Nemesis[] = [
  {
    name: 'a person promotes the secondary in the console',
    kind: 'disturbance',
    begin: async (ground) => {
      await promoteByHand(ground, ground.scene.heir);
      return overAtOnce;
    },
  },
  {
    name: 'a person starts a failover by hand',
    kind: 'disturbance',
    begin: async ({ world, scene, random }) => {
      await attempt(world.startExecution(oneOf(scene.members, random), { datastore: scene.datastore }));
      return overAtOnce;
    },
  },
  {
    name: 'a person asks for a dry run',
    kind: 'disturbance',
    begin: async ({ world, scene }) => {
      await attempt(world.startExecution(scene.heir, { datastore: scene.datastore, mode: 'dry-run' }));
      return overAtOnce;
    },
  },
  {
    name: 'a person turns the switch off and on again',
    kind: 'disturbance',
    begin: async ({ world, scene }) => {
      const Name = names.switchParameter(scene.datastore);
      const ssm = world.client(SSMClient, scene.heir);
      await attempt(ssm.send(new PutParameterCommand({ Name, Value: 'off', Type: 'String', Overwrite: true })));
      return () => attempt(ssm.send(new DeleteParameterCommand({ Name })));
    },
  },
  {
    name: 'a person overwrites the published endpoint with nonsense',
    kind: 'disturbance',
    begin: async ({ world, scene, random }) => {
      const put = new PutParameterCommand({ Name: scene.parameter, Value: 'test', Type: 'String', Overwrite: true });
      await attempt(world.client(SSMClient, oneOf(scene.members, random)).send(put));
      return overAtOnce;
    },
  },
];
