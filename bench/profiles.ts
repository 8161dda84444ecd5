import { App } from 'aws-cdk-lib';
import demo from '../failover.config.ts';
import type { Config } from '../functions/contract/config.ts';
import { Policy, type Profile } from '../functions/contract/policy.ts';
import { addFailoverStacks } from '../infra/failover-stacks.ts';
import { freshAssembly } from '../sandbox/world.ts';

/** A configuration and what was synthesised from it. */
export interface Deployment {
  readonly profile: Profile;
  readonly config: Config;
  readonly assembly: string;
}

/** `fast` is the demo as it stands; `economy` is the same datastore with the defaults, but for acting by itself. */
export const deploymentOf = async (profile: Profile): Promise<Deployment> => {
  if (profile === 'fast') return { profile, config: demo, assembly: (await freshAssembly()).directory };

  const policy = Policy.parse({ automation: 'auto' });
  const datastores = Object.fromEntries(
    Object.entries(demo.datastores).map(([name, datastore]) => [name, { ...datastore, profile, policy }]),
  );
  const config = { ...demo, datastores };
  const { directory } = await freshAssembly({ directory: '.sandbox/bench-economy', synth: synthesise(config) });
  return { profile, config, assembly: directory };
};

const synthesise = (config: Config) => async (outdir: string) => {
  const app = new App({ outdir, analyticsReporting: false });
  addFailoverStacks(app, config);
  app.synth();
  return { status: 0, output: '' };
};
