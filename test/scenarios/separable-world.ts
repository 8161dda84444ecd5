import { App } from 'aws-cdk-lib';
import demo from '../../failover.config.ts';
import type { Config } from '../../functions/contract/config.ts';
import { addFailoverStacks } from '../../infra/failover-stacks.ts';
import { freshAssembly, type World, type WorldOptions } from '../../sandbox/world.ts';
import { settledWorld } from '../support/world.ts';

const { sessions } = demo.datastores;
if (!sessions) throw new Error('the demo names its datastore sessions');

/** The demo, but that people may be asked about separation. */
const separable: Config = {
  ...demo,
  datastores: { sessions: { ...sessions, policy: { ...sessions.policy, separation: 'approve' } } },
};

const synthesise = async (outdir: string) => {
  const app = new App({ outdir, analyticsReporting: false });
  addFailoverStacks(app, separable);
  app.synth();
  return { status: 0, output: '' };
};

/** A settled world whose datastore may be separated. Its templates are synthesised once, and again when a source changes. */
export const separableWorld = async (options: WorldOptions = {}): Promise<World> => {
  const { directory } = await freshAssembly({ directory: '.sandbox/separable', synth: synthesise });
  return settledWorld({ config: separable, assembly: directory, ...options });
};
