import { GetExecutionHistoryCommand, SFNClient } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import type { World } from '../../sandbox/world.ts';

/** What each state of an execution had in hand when it ended, by the state's name; the last time it ran. */
export type StateOutputs = ReadonlyMap<string, unknown>;

const region = (arn: string): string => arn.split(':')[3] ?? '';

/** Reads an execution's history as anybody would. */
export const stateOutputs = async (world: World, executionArn: string): Promise<StateOutputs> => {
  const client = world.client(SFNClient, region(executionArn));
  const outputs = new Map<string, unknown>();
  let nextToken: string | undefined;
  do {
    const page = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000, nextToken }));
    for (const { stateExitedEventDetails: exited } of page.events ?? [])
      if (exited?.name !== undefined) outputs.set(exited.name, JSON.parse(exited.output ?? 'null'));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return outputs;
};

const Instants = z.looseObject({
  assessment: z.looseObject({ assessedAt: z.string() }),
  promotion: z.looseObject({ evidenceReadAt: z.string() }),
  verification: z.looseObject({ verifiedAt: z.string() }),
});

/** The instants that only the functions themselves know, in milliseconds since the epoch. */
export const instantsOf = (outputs: StateOutputs) => {
  const { assessment, promotion, verification } = Instants.parse(outputs.get('VerifyCutover'));
  return {
    assessedAt: Date.parse(assessment.assessedAt),
    evidenceReadAt: Date.parse(promotion.evidenceReadAt),
    verifiedAt: Date.parse(verification.verifiedAt),
  };
};
