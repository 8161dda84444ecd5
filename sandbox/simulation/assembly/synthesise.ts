import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../../functions/contract/config.ts';

const root = join(import.meta.dirname, '../../..');

/** What the templates depend on; the functions' own code is not in them, but for the contract. */
const inputs = ['infra/**/*.ts', 'state-machines/*.json', 'functions/contract/*.ts', 'package-lock.json'];

/**
 * The cloud assembly of a configuration, as `cdk synth` writes it; without `bundles`, which a simulation does not run,
 * all but the functions' code. Kept on disk by the digest of all it is made of: the CDK takes seconds.
 */
export const synthesise = async (config: Config, { bundles = false } = {}): Promise<string> => {
  const kept = bundles ? '.sandbox/wire' : '.sandbox/simulation';
  const directory = join(root, kept, digestOf(config, bundles ? [...inputs, 'functions/**/*.ts'] : inputs));
  if (existsSync(join(directory, 'manifest.json'))) return directory;
  // Only a process that has to synthesise pays for loading the CDK.
  const [{ App }, { addFailoverStacks }] = await Promise.all([
    import('aws-cdk-lib'),
    // biome-ignore lint/style/noRestrictedImports: it does what `cdk synth` does, for other configurations than the demo's.
    import('../../../infra/failover-stacks.ts'),
  ]);
  const outdir = `${directory}.${process.pid}`;
  mkdirSync(outdir, { recursive: true });
  const app = new App({
    outdir,
    ...(!bundles && { context: { 'aws:cdk:bundling-stacks': [] } }),
    analyticsReporting: false,
  });
  addFailoverStacks(app, config);
  app.synth();
  // Another process may have been first; its assembly is the same.
  if (existsSync(directory)) rmSync(outdir, { recursive: true });
  else renameSync(outdir, directory);
  return directory;
};

const digestOf = (config: Config, patterns: readonly string[]): string => {
  const digest = createHash('sha256').update(JSON.stringify(config));
  for (const file of globSync(patterns, { cwd: root }).sort())
    digest.update(`${file}\0`).update(readFileSync(join(root, file)));
  return digest.digest('hex').slice(0, 20);
};
