import { ElastiCacheClient, FailoverGlobalReplicationGroupCommand } from '@aws-sdk/client-elasticache';
import { SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import { DeleteParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Approval } from '../../functions/contract/approval.ts';
import type { World } from '../../sandbox/world.ts';
import { approvalIn } from './approval-in.ts';
import { eventually } from './eventually.ts';
import type { Watch } from './watch.ts';

/** What an administrator does in the console. */
export const promoteByHand = (world: World, region: string, id: string): Promise<unknown> =>
  world.client(ElastiCacheClient, region).send(
    new FailoverGlobalReplicationGroupCommand({
      GlobalReplicationGroupId: 'ldgnf-sessions',
      PrimaryRegion: region,
      PrimaryReplicationGroupId: id,
    }),
  );

/** Turns the runtime switch of a Region; without a word it is removed. */
export const turnSwitch = (world: World, region: string, word?: string): Promise<unknown> => {
  const Name = '/failover/sessions/switch';
  const client = world.client(SSMClient, region);
  if (word === undefined) return client.send(new DeleteParameterCommand({ Name }));
  return client.send(new PutParameterCommand({ Name, Value: word, Type: 'String', Overwrite: true }));
};

/** The token in the newest request for approval, once one was sent. */
export const approvalToken = (seen: Pick<Watch, 'pages'>): Promise<string> =>
  eventually(() => {
    const token = seen
      .pages()
      .map(({ message }) => /send-task-success .*--task-token '([^']+)'/.exec(message)?.[1])
      .findLast(Boolean);
    if (token === undefined) throw new Error('nobody was asked');
    return token;
  });

/** What a person does with the command in the newest request for approval; `changed` is what they type otherwise. */
export const approve = async (
  world: World,
  seen: Pick<Watch, 'pages'>,
  changed: Partial<Approval> = {},
): Promise<void> => {
  const taskToken = await approvalToken(seen);
  const page = seen.pages().findLast(({ message }) => message.includes(taskToken))?.message ?? '';
  const output = JSON.stringify({ ...approvalIn(page), ...changed });
  await world.client(SFNClient, 'us-west-2').send(new SendTaskSuccessCommand({ taskToken, output }));
};
