import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { look } from '../domain/darkness.ts';
import type { Adapter } from '../middleware/world.ts';
import type { Parameters } from '../ports.ts';
import { clientsOf } from './clients.ts';
import { given, isNamed } from './given.ts';

/** Parameter Store. https://docs.aws.amazon.com/systems-manager/latest/APIReference/ */
export const parameters: Adapter<Parameters> = (world) => {
  const client = clientsOf(world, (options) => new SSMClient(options));

  return {
    read: (region, Name) =>
      look(async () => {
        try {
          const { Parameter } = await client(region).send(new GetParameterCommand({ Name }));
          const { Value, Version } = given(Parameter, 'the parameter');
          if (typeof Value !== 'string' || !Number.isSafeInteger(Version))
            throw new Error('AWS answered without a value and its version');
          return { value: Value, version: given(Version, 'a version') };
        } catch (error) {
          if (isNamed(error, 'ParameterNotFound')) return undefined;
          throw error;
        }
      }),

    write: async (Name, Value) => {
      const { Version } = await client(world.settings.region).send(
        new PutParameterCommand({ Name, Value, Type: 'String', Overwrite: true }),
      );
      return given(Version, 'a version');
    },
  };
};
