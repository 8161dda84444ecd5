import path from 'node:path';
import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { Config } from '../../functions/contract/config.ts';

const functions = path.join(import.meta.dirname, '../../functions');

/** The source of a function: `PromoteRegion` lives in `functions/handlers/promote-region.ts`. */
export const entryOf = (name: string): string => path.join(functions, 'handlers', `${kebabCase(name)}.ts`);

const kebabCase = (name: string): string => name.replace(/(?<=[a-z0-9])[A-Z]/g, '-$&').toLowerCase();

/** Some dependencies still call `require`, which ES modules lack. */
const requireForDependencies = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/**
 * One ES module per function with the SDK and the configuration inside: nothing is looked up in an emergency.
 * The same options for every stack, so that each function is bundled once and not once per Region.
 */
export const bundling = (config: Config): BundlingOptions => ({
  format: OutputFormat.ESM,
  target: 'node24',
  mainFields: ['module', 'main'],
  banner: requireForDependencies,
  minify: true,
  externalModules: [],
  esbuildArgs: {
    '--alias': `@aws-sdk/credential-provider-node=${path.join(functions, 'aws/lambda-credentials.ts')}`,
  },
  define: { FAILOVER_CONFIG: JSON.stringify(config) },
  logLevel: LogLevel.WARNING,
});
