import type { Config } from '../../functions/contract/config.ts';
import { freshAssembly, startWorld, type World } from '../world.ts';
import type { Flags } from './flags.ts';
import { drillDelays } from './settings.ts';

/** The world that a drill happens in: schedules run, alarms are evaluated at CloudWatch's cadence, AWS is quicker. */
export const startDrillWorld = async (
  config: Config,
  { seed, ports }: Pick<Flags, 'seed' | 'ports'>,
): Promise<World> => {
  const { directory } = await freshAssembly();
  return await startWorld({
    ...ports,
    config,
    seed,
    assembly: directory,
    delays: drillDelays,
    schedules: 'running',
    alarms: 'running',
  });
};
