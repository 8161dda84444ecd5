import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Adapter } from '../middleware/world.ts';
import type { Bus } from '../ports.ts';
import { clientsOf } from './clients.ts';

/** The `source` of our events, by which rules find them. */
export const eventSource = 'global-datastore-failover';

/** EventBridge's default bus. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export const bus: Adapter<Bus> = (world) => {
  const client = clientsOf(world, (options) => new EventBridgeClient(options));

  return {
    emit: async ({ type, detail }) => {
      const entry = { Source: eventSource, DetailType: type, Detail: JSON.stringify(detail) };
      const { FailedEntryCount, Entries } = await client(world.settings.region).send(
        new PutEventsCommand({ Entries: [entry] }),
      );
      // A refused entry comes with status 200.
      if (FailedEntryCount !== 0) throw new Error(`EventBridge refused ${type}: ${Entries?.[0]?.ErrorMessage}`);
    },
  };
};
