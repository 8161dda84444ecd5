import { sleep } from '../clock.ts';
import type { Entry } from '../history.ts';
import { route53Place } from '../network.ts';
import type { Places } from '../simulation/partitions/shapes.ts';
import { administratorCall } from '../world/administrator-call.ts';
import { findDeployed } from '../world/found-functions.ts';
import type { Clients } from './actors/clients.ts';
import { createPeople } from './actors/people.ts';
import { InVain } from './in-vain.ts';
import type { Stage, StageCaches, StageFunctions } from './stage.ts';
import type { StagedWorld } from './staged-world.ts';
import { viewsOf } from './views.ts';

export interface StageOptions {
  readonly world: StagedWorld;
  readonly datastore: string;
  readonly clients: Clients;
  readonly random: () => number;
  /** Milliseconds between two looks of `until`. @default 250 */
  readonly lookEveryMs?: number;
  /** Told of an action that failed beside the scenario. */
  readonly onFailure: (error: unknown) => void;
}

/** The stage of a simulated world. */
export const stageOf = (options: StageOptions): Stage => {
  const { world, datastore, clients, random, lookEveryMs = 250, onFailure } = options;
  const { config, clock, history, network, paths, services, faults } = world;
  const views = viewsOf(world, datastore);
  const settings = config.datastores[datastore];
  const id = settings?.globalReplicationGroupId ?? '';
  const primary = views.writer() ?? '';
  const advance = (ms: number): Promise<void> => sleep(clock, ms);
  const until: Stage['until'] = async (what, holds, { within, every = lookEveryMs }) => {
    const end = clock.now() + within;
    while (!holds()) {
      if (clock.now() >= end) throw new InVain(what, within);
      await advance(Math.min(every, end - clock.now()));
    }
  };
  return {
    ...{ config, datastore, history, random, faults, advance },
    regions: config.regions,
    primary,
    preferred: settings?.preference.find((region) => region !== primary) ?? '',
    witness: config.witness ?? '',
    now: clock.now,
    after: (ms, action) => {
      clock.after(ms, () => void Promise.resolve().then(action).catch(onFailure));
    },
    until,
    next: async (what, matches, { within }) => {
      let found: Entry | undefined;
      const unfollow = history.follow((entry) => {
        if (!found && matches(entry)) found = entry;
      });
      await until(what, () => found !== undefined, { within }).finally(unfollow);
      if (!found) throw new Error(what);
      return found;
    },
    network: {
      blackout: (region) => network.blackout(region),
      heal: (region) => network.heal(region),
      cut: (a, b, path) => paths.cut(a, b, path),
      cutOneWay: (from, to, path) => paths.cutOneWay(from, to, path),
      mend: (a, b, path) => paths.mend(a, b, path),
      quality: (a, b, quality, path) => paths.quality(a, b, quality, path),
      route53: (state) => network.setRoute53(state),
      inShape: (name) => paths.breakInShape(name, { clock, places: placesOf(world, primary) }),
      healAll: () => paths.healAll(),
    },
    elasticache: {
      ...services.elasticache,
      id,
      settle: () => services.elasticache.settle(id),
    },
    caches: cachesOf(world, datastore),
    alarms: {
      force: async (region, name, state) => {
        const input = { AlarmName: name, StateValue: state, StateReason: 'forced' };
        await monitoring(world, 'SetAlarmState', { region, input });
      },
      state: async (region, name) => {
        const input = { AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] };
        const { MetricAlarms = [], CompositeAlarms = [] } = await monitoring(world, 'DescribeAlarms', {
          region,
          input,
        });
        return [...MetricAlarms, ...CompositeAlarms][0]?.StateValue;
      },
      clientsComplain: (complaining) => {
        clients.complaining = complaining;
        history.append({
          kind: 'fault',
          name: complaining ? 'clients:failing' : 'clients:fine',
          detail: { datastore },
        });
      },
    },
    people: createPeople(world, datastore),
    functions: functionsOf(world),
    events: { set: (how) => void Object.assign(world.deliveries, how) },
    clocks: {
      skew: (region, ms) => {
        world.skews.set(region, ms);
        history.append({ kind: 'fault', region, name: 'skew', detail: { region, ms } });
      },
    },
    journals: {
      save: world.dynamodb.save,
      forget: (region, item) => world.dynamodb.forget(region, { datastore, item }),
    },
    see: views,
    withdraw: (from, matches) => {
      const { ref } = findDeployed(world.stacks, {
        type: 'AWS::Lambda::Function',
        region: from.region,
        name: from.function,
      });
      const roleArn = world.lambda.find(ref, from.region)?.roleArn ?? '';
      return services.iam.withdraw(roleArn, matches).restore;
    },
  };
};

/** The world as shapes see it: the primary's Region first. */
const placesOf = ({ config }: StagedWorld, primary: string): Places => ({
  members: [primary, ...config.regions.filter((region) => region !== primary)],
  witness: config.witness ?? 'outside',
  clients: [...config.regions, 'outside'],
  route53: route53Place,
});

// The operations' outputs are what their schemas say.
const monitoring = async (
  { services, config }: StagedWorld,
  operation: string,
  where: { region: string; input: unknown },
) => Object(await administratorCall(services.cloudwatch.service, operation, { ...where, account: config.account }));

const cachesOf = ({ redis, config, passwords }: StagedWorld, datastore: string): StageCaches => {
  const clusterIn = (region: string) => ({ region, id: config.datastores[datastore]?.replicationGroups[region] ?? '' });
  const allOf = (region: string) => ({ ...clusterIn(region), nodes: 'all' as const });
  return {
    nemesis: redis.nemesis,
    clusterIn,
    kill: (region) => redis.nemesis.kill(allOf(region)),
    restart: (region) => redis.nemesis.restart(allOf(region)),
    pause: (region) => redis.nemesis.freeze(allOf(region)),
    resume: (region) => redis.nemesis.thaw(allOf(region)),
    keys: (region) => redis.truth.keys(clusterIn(region)).length,
    password: passwords.get(datastore),
  };
};

const functionsOf = ({ lambda, stacks, services }: StagedWorld): StageFunctions => {
  const physical = (region: string, name: string): string =>
    findDeployed(stacks, { type: 'AWS::Lambda::Function', region, name }).ref;
  return {
    kill: (region, name) => lambda.kill(physical(region, name), region),
    invoke: async (region, name, payload) => {
      const text = JSON.stringify(payload);
      const request = { functionName: physical(region, name), region, payload: text, from: 'outside' };
      return JSON.parse((await lambda.invoke({ ...request, invocationType: 'RequestResponse' })).payload || 'null');
    },
    setSchedule: (region, name, enabled) => {
      const functionName = physical(region, name);
      const spec = services.schedules
        .list()
        .find((it) => it.region === region && it.targetArn.endsWith(`:${functionName}`));
      if (!spec) throw new RangeError(`nothing schedules ${name} in ${region}`);
      services.schedules.add({ ...spec, enabled });
    },
  };
};
