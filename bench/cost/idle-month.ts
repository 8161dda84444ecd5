import { probeIntervalSeconds } from '../../functions/contract/policy.ts';
import { readAssembly } from '../../sandbox/cloudformation/assembly.ts';
import type { Entry } from '../../sandbox/history.ts';
import { noWorldDelays, startWorld, type World } from '../../sandbox/world.ts';
import { primary, settle, target } from '../blackout/blackout-run.ts';
import { deployedFunctions } from '../deployed-functions.ts';
import { sum, times, type Usage } from '../prices.ts';
import type { Deployment } from '../profiles.ts';
import { publishedMetrics, standingAlarms } from './standing.ts';
import { usedIn } from './used.ts';

/** 730 hours. */
const minutesPerMonth = 43_800;
const samples = 5;

/** What a month costs in which nothing happens. Counted: the work of some minutes with warm functions, in each Region. */
export const idleMonth = async ({ profile, config, assembly }: Deployment): Promise<Usage> => {
  const world = await startWorld({ config, assembly, delays: noWorldDelays, schedules: 'never' });
  try {
    await settle(world, 3);
    const before = world.history.entries.length;
    const looks = 60 / probeIntervalSeconds[profile];
    const minute = times(sum(...(await sampled(world, looks))), 1 / samples);
    const schedules = deployedFunctions(readAssembly(assembly)).filter(({ name }) => scheduled.includes(name));
    const starts = { scheduled: schedules.length, trace: schedules.filter(({ traced }) => traced).length };
    return sum(
      standingAlarms(readAssembly(assembly)),
      publishedMetrics(world.history.entries.slice(before)),
      times(sum(minute, starts), minutesPerMonth),
    );
  } finally {
    await world.stop();
  }
};

const scheduled: readonly string[] = ['Probe', 'Reconcile'];

const sampled = async (world: World, looks: number): Promise<readonly Usage[]> => {
  const usages: Usage[] = [];
  for (let sample = 0; sample < samples; sample++)
    for (const region of [primary, target]) {
      usages.push(await during(world, () => world.invoke(region, 'Reconcile')));
      usages.push(await minuteOfProbe(world, { region, looks }));
    }
  return usages;
};

/** One look is run; a minute of `looks` looks is that often its work, in one invocation that sleeps in between. */
const minuteOfProbe = async (world: World, { region, looks }: { region: string; looks: number }): Promise<Usage> => {
  const entries = await entriesDuring(world, () => world.invoke(region, 'Probe', { looks: 1 }));
  const own = entries.filter(({ name }) => name.includes('Probe'));
  const others = entries.filter((entry) => !own.includes(entry));
  const [ended] = own.filter(({ detail }) => detail?.phase === 'end');
  const memoryGb = (world.lambda.find(ended?.name ?? '', region)?.memoryMb ?? 0) / 1024;
  const asleep = ((looks - 1) * 60 * memoryGb) / looks;
  const { lambdaGbSecond = 0, ...once } = usedIn(own, world);
  return sum(once, { lambdaGbSecond: looks * lambdaGbSecond + asleep }, times(usedIn(others, world), looks));
};

const during = async (world: World, act: () => Promise<unknown>): Promise<Usage> =>
  usedIn(await entriesDuring(world, act), world);

const entriesDuring = async (world: World, act: () => Promise<unknown>): Promise<readonly Entry[]> => {
  world.advance(10_000);
  const before = world.history.entries.length;
  await act();
  await world.drained();
  return world.history.entries.slice(before);
};
