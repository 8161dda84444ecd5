import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type * as z from 'zod';
import { SettingMissing } from '../contract/errors.ts';
import { names } from '../contract/names.ts';
import type { Region } from '../contract/region.ts';
import { TouchAnswer } from '../contract/touch.ts';
import { WitnessAnswer } from '../contract/witness.ts';
import type { Adapter } from '../middleware/world.ts';
import type { Functions } from '../ports.ts';
import { clientsOf } from './clients.ts';

/** Lambda, by the functions' fixed names. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const functions: Adapter<Functions> = (world) => {
  const { region, config } = world.settings;
  const client = clientsOf(world, (options) => new LambdaClient(options));

  const invoke = async <T>(place: { in: Region; name: string }, payload: unknown, schema: z.ZodType<T>): Promise<T> => {
    const { FunctionError, Payload } = await client(place.in, 'invoke').send(
      new InvokeCommand({ FunctionName: place.name, Payload: JSON.stringify(payload) }),
    );
    const answer: unknown = JSON.parse(Payload?.transformToString() || 'null');
    if (FunctionError !== undefined) throw failureOf(place.name, answer);
    return schema.parse(answer);
  };

  return {
    touch: (datastore, request) => invoke({ in: region, name: names.touchCache(datastore) }, request, TouchAnswer),

    witness: async (request) => {
      if (config.witness === undefined) throw new SettingMissing('witness: not in failover.config.ts');
      return invoke({ in: config.witness, name: names.witness }, request, WitnessAnswer);
    },

    nudge: async (other) => {
      await client(other, 'there').send(
        new InvokeCommand({ FunctionName: names.reconcile, InvocationType: 'Event', Payload: '{}' }),
      );
    },
  };
};

/** What an invoked function failed with, under the name that it gave. */
const failureOf = (name: string, answer: unknown): Error => {
  const { errorType, errorMessage } = { errorType: 'FunctionError', errorMessage: 'no message', ...Object(answer) };
  return Object.assign(new Error(`${name}: ${errorMessage}`), { name: String(errorType) });
};
