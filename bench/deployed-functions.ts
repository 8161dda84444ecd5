import * as z from 'zod';
import type { Assembly } from '../sandbox/cloudformation/assembly.ts';

const Properties = z.looseObject({
  Code: z.looseObject({ S3Key: z.string() }),
  MemorySize: z.number(),
  TracingConfig: z.looseObject({ Mode: z.string() }).optional(),
  Environment: z.looseObject({ Variables: z.looseObject({ POWERTOOLS_SERVICE_NAME: z.string() }) }),
});

/** A function as the templates have it. */
export interface DeployedFunction {
  /** `PromoteRegion`, `TouchCache`, … */
  readonly name: string;
  readonly region: string;
  readonly code: string;
  readonly memoryMb: number;
  readonly traced: boolean;
}

/** Every function of every stack. */
export const deployedFunctions = ({ stacks, assets }: Assembly): readonly DeployedFunction[] =>
  stacks.flatMap(({ region, template }) =>
    Object.values(template.Resources)
      .filter(({ Type }) => Type === 'AWS::Lambda::Function')
      .map((resource) => {
        const { Code, MemorySize, TracingConfig, Environment } = Properties.parse(resource.Properties);
        return {
          name: Environment.Variables.POWERTOOLS_SERVICE_NAME,
          region,
          code: assets.get(Code.S3Key) ?? '',
          memoryMb: MemorySize,
          traced: TracingConfig?.Mode === 'Active',
        };
      }),
  );
