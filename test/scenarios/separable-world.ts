import { App } from 'aws-cdk-lib';
import demo from '../../failover.config.ts';
import type { Config } from '../../functions/contract/config.ts';
import { addFailoverStacks } from '../../infra/failover-stacks.ts';
import { freshAssembly, type World, type WorldOptions } from '../../sandbox/world.ts';
import { automatic, look, settledWorld, start, west } from '../support/world.ts';

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

/** Synthesised once, and again when a source changes: before the first test, since it takes its time. */
export const separableAssembly = (): Promise<{ directory: string }> =>
  freshAssembly({ directory: '.sandbox/separable', synth: synthesise });

/** A settled world whose datastore may be separated. */
export const separableWorld = async (options: WorldOptions = {}): Promise<World> => {
  const { directory } = await separableAssembly();
  return settledWorld({ config: separable, assembly: directory, ...options });
};

/** A run whose promotion led to no writes in the policy's time: resolves once people are asked about separation. */
export const askedAboutSeparation = async (world: World): Promise<string> => {
  const asked = new Promise<void>((resolve) => {
    const unfollow = world.history.follow(({ kind, name, detail }) => {
      if (kind === 'state' && name === 'WaitForPromotion' && detail?.at === 'entered') world.advance(301_000);
      if (kind !== 'page') return;
      unfollow();
      resolve();
    });
  });
  const arn = await start(world, west, automatic);
  await asked;
  // What Probe remembers counts only while it looks, as its schedule would.
  await look(world, [west]);
  return arn;
};
