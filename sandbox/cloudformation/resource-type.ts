import type * as z from 'zod';
import type { Targets } from './targets.ts';

/** A resource as the rest of its stack refers to it. */
export interface Deployed {
  /** What `Ref` answers. */
  readonly ref: string;
  /** What `Fn::GetAtt` answers. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface DeployContext {
  readonly stack: string;
  readonly logicalId: string;
  readonly region: string;
  readonly account: string;
  readonly targets: Targets;
  /** A generated name of at most so many characters. */
  readonly generatedName: (maximum: number) => string;
  /** Path of an asset, by its key in the assets bucket. */
  readonly asset: (objectKey: string) => string | undefined;
}

export interface ResourceType {
  /** Parses the resolved properties and makes the resource. Throws an `Error` that names the property. */
  readonly deploy: (properties: unknown, context: DeployContext) => Deployed | Promise<Deployed>;
}

/** A resource type: the properties it honours, all others being refused, and how it comes to be. */
export const resourceType = <T>(
  properties: z.ZodType<T>,
  deploy: (properties: T, context: DeployContext) => Deployed | Promise<Deployed>,
): ResourceType => ({
  deploy: (raw, context) => {
    const parsed = properties.safeParse(raw);
    if (parsed.success) return deploy(parsed.data, context);
    const problems = parsed.error.issues.map((issue) =>
      issue.code === 'unrecognized_keys'
        ? `the sandbox does not honour ${[...issue.path, issue.keys.join(', ')].join('.')}`
        : `${issue.path.join('.')}: ${issue.message}`,
    );
    throw new Error(problems.join('; '));
  },
});
