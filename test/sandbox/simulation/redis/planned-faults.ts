import { type Fault, FaultPlan } from '../../../../sandbox/faults.ts';
import { errandsOf } from '../../../../sandbox/simulation/functions/errands.ts';
import { east, eastHost, nodeOf, outcomeOf, targetOf, west } from './contract-stage.ts';
import { modelWorld, passing } from './model-stage.ts';

const spec = { name: 'TouchCache', region: west.region, roleArn: 'arn:aws:iam::111122223333:role/TouchCache' };

/** TouchCache in the West, as far as its errands know it, before the caches of the East. */
export const sending = (options: Parameters<typeof modelWorld>[0] = {}) => {
  const world = modelWorld({ datastores: [{ clusters: [east, west], primary: east }], ...options });
  const { redis, history, clock } = world;
  const plan = new FaultPlan();
  const crashed: string[] = [];
  const crash = ({ operation }: { operation: string }): void => void crashed.push(operation);
  // Of a function's deployment an errand needs its names.
  const sender = { spec: spec as Parameters<typeof errandsOf>[0]['spec'], invocation: () => 'r1' };
  const way = redis.networkFrom(west.region, 'cache', errandsOf(sender, { plan: plan.plan, crash, history }));
  const done = passing(clock);
  return {
    ...world,
    way,
    done,
    crashed,
    open: () => way.open(nodeOf(eastHost, 6379), targetOf(eastHost, 6379)),
    say: async (work: Promise<unknown>) => outcomeOf(done(work)),
    strike: (service: 'redis' | 'dns', operation: string, fault: Fault) =>
      plan.add({ service, operation, function: 'TouchCache' }, fault),
    plan,
    errands: () => history.entries.filter(({ kind }) => kind === 'errand'),
  };
};
