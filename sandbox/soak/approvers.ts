import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from '@aws-sdk/client-sfn';
import type { Entry } from '../history.ts';
import type { World } from '../world.ts';

/** People who answer each request for approval within seconds, by the commands in its page: yes or no, by lot. */
export const startApprovers = (world: World, random: () => number): (() => void) => {
  const answer = async (region: string, message: string): Promise<void> => {
    const token = /--task-token '([^']+)'/.exec(message)?.[1];
    const output = /--task-output '([^']+)'/.exec(message)?.[1]?.replace('YOUR NAME', 'soak approver');
    if (token === undefined || output === undefined) throw new Error(`a request without its commands: ${message}`);
    const client = world.client(SFNClient, region);
    await (random() < 0.5
      ? client.send(new SendTaskSuccessCommand({ taskToken: token, output }))
      : client.send(new SendTaskFailureCommand({ taskToken: token, error: 'ApprovalDeclined', cause: 'by lot' })));
  };
  return world.history.follow((entry: Entry) => {
    const { kind, region, detail } = entry;
    if (kind !== 'page' || region === undefined || !String(detail?.subject).startsWith('APPROVE?')) return;
    world.clock.after(5_000 * random(), () => {
      // Expired, answered already, or the Region is dark: the person learns that from the answer.
      answer(region, String(detail?.message)).catch(() => {});
    });
  });
};
