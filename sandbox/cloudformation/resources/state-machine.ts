import * as z from 'zod';
import { resourceType } from '../resource-type.ts';

const substitute = (definition: string, values: Readonly<Record<string, string>>): string =>
  definition.replaceAll(/\$\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`DefinitionString: ${placeholder} has no DefinitionSubstitutions`);
    return value;
  });

export const stateMachine = resourceType(
  z.strictObject({
    StateMachineName: z.string().max(80).optional(),
    DefinitionString: z.string(),
    DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
    RoleArn: z.string(),
    StateMachineType: z.literal('STANDARD', 'the sandbox runs Standard workflows only').default('STANDARD'),
    TracingConfiguration: z.looseObject({ Enabled: z.boolean().optional() }).optional(),
    // The sandbox keeps every execution's history; it delivers none of it to CloudWatch Logs.
    LoggingConfiguration: z.unknown().optional(),
    Tags: z.unknown().optional(),
  }),
  (properties, context) => {
    const { targets, region } = context;
    const refusal =
      'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.';
    targets.trusts.check(properties.RoleArn, { service: 'states.amazonaws.com', refusal });

    const name = properties.StateMachineName ?? context.generatedName(80);
    const arn = targets.states.createStateMachine({
      region,
      name,
      roleArn: properties.RoleArn,
      definition: substitute(properties.DefinitionString, properties.DefinitionSubstitutions),
      tracingEnabled: properties.TracingConfiguration?.Enabled ?? false,
    });
    return { ref: arn, attributes: { Arn: arn, Name: name, StateMachineRevisionId: 'INITIAL' } };
  },
);
