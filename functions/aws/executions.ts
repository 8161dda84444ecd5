import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { variables } from '../contract/environment.ts';
import { required } from '../middleware/settings.ts';
import type { Adapter } from '../middleware/world.ts';
import type { Executions } from '../ports.ts';
import { clientsOf } from './clients.ts';
import { given, isNamed } from './given.ts';

/** Only these say that an execution will never act again. PENDING_REDRIVE, and any word yet to come, may. */
const ends: readonly (string | undefined)[] = ['SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

/** Step Functions in this Region. https://docs.aws.amazon.com/step-functions/latest/apireference/ */
export const executions: Adapter<Executions> = (world) => {
  const { region, stateMachineArn } = world.settings;
  const client = clientsOf(world, (options) => new SFNClient(options));

  return {
    start: async (name, input) => {
      const command = new StartExecutionCommand({
        stateMachineArn: required(stateMachineArn, variables.stateMachineArn),
        name,
        input,
      });
      try {
        await client(region).send(command);
        return 'started';
      } catch (error) {
        if (isNamed(error, 'ExecutionAlreadyExists')) return 'already-started';
        throw error;
      }
    },

    status: async (executionArn) => {
      try {
        const { status, stopDate } = await client(region).send(new DescribeExecutionCommand({ executionArn }));
        return ends.includes(status) ? { state: 'ended', at: given(stopDate, 'a stop date') } : { state: 'running' };
      } catch (error) {
        if (isNamed(error, 'ExecutionDoesNotExist')) return { state: 'gone' };
        throw error;
      }
    },
  };
};
