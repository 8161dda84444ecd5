import type { Config } from '../../functions/contract/config.ts';
import { realClock } from '../clock.ts';
import type { DeployedStack, Targets } from '../cloudformation.ts';
import type { Shape } from '../stage/stage.ts';
import { configOf, type Layout, layoutOf, type Setting } from './assembly/shapes.ts';
import { synthesise } from './assembly/synthesise.ts';
import { recordDeployment, type Tape } from './assembly/tape.ts';
import { type Code, loadHandlers } from './functions/handlers.ts';
import { hideSharedConfig } from './functions/no-files.ts';
import { letSendingBeTakenOver } from './functions/sending.ts';
import { buildWorld } from './world.ts';

/** What all runs of a shape share. */
export interface Blueprint {
  readonly config: Config;
  readonly layout: Layout;
  readonly handlers: ReadonlyMap<string, Code>;
  readonly deploy: (targets: Targets) => Promise<readonly DeployedStack[]>;
}

let handlers: Promise<ReadonlyMap<string, Code>> | undefined;
const tapes = new Map<string, Promise<Tape>>();
const blueprints = new Map<string, Blueprint>();

/** Made once per process and shape, in the machine's own time; the same setting answers the same configuration object. */
export const blueprintOf = async (shape: Shape, setting: Setting = {}): Promise<Blueprint> => {
  const key = `${shape} ${JSON.stringify(setting)}`;
  const known = blueprints.get(key);
  if (known) return known;
  if (!handlers) {
    hideSharedConfig();
    letSendingBeTakenOver();
  }
  handlers ??= loadHandlers();
  const granted = grantedBy(setting);
  const deployment = `${shape} ${JSON.stringify(granted)}`;
  const tape = await (tapes.get(deployment) ??
    remembered(deployment, record({ config: configOf(shape, granted), layout: layoutOf(shape) }, await handlers)));
  const blueprint = {
    config: configOf(shape, setting),
    layout: layoutOf(shape),
    handlers: await handlers,
    deploy: async (targets: Targets) => {
      await tape.play(targets);
      return tape.stacks;
    },
  };
  blueprints.set(key, blueprint);
  return blueprint;
};

/** All that the templates depend on: permissions, and the periods of alarms. A policy's numbers travel in the functions' configuration. */
const grantedBy = ({ profile = 'fast', policy: { separation } = {} }: Setting): Setting => ({
  profile,
  ...(separation && { policy: { separation } }),
});

const remembered = (deployment: string, tape: Promise<Tape>): Promise<Tape> => {
  tapes.set(deployment, tape);
  return tape;
};

/** Deploys into a world that is thrown away. */
const record = async (
  { config, layout }: Pick<Blueprint, 'config' | 'layout'>,
  code: ReadonlyMap<string, Code>,
): Promise<Tape> => {
  const directory = await synthesise(config);
  let tape: Tape | undefined;
  const world = await buildWorld({
    seed: 0,
    config,
    layout,
    handlers: code,
    clock: realClock,
    quiet: () => Promise.resolve(),
    latencyMs: 0,
    below: () => false,
    deploy: async (targets) => {
      tape = await recordDeployment(directory, targets);
      return tape.stacks;
    },
  });
  world.stop();
  if (!tape) throw new Error('nothing was deployed');
  return tape;
};
