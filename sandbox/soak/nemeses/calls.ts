import type { ServiceId } from '../../aws/service.ts';
import type { Fault } from '../../faults.ts';
import { oneOf } from '../../simulation/dice.ts';
import type { Nemesis } from '../nemesis.ts';

const services: readonly ServiceId[] = [
  'dynamodb',
  'elasticache',
  'events',
  'lambda',
  'monitoring',
  'route53',
  'sns',
  'ssm',
  'states',
];

const faulty = (name: string, fault: Fault): Nemesis => ({
  name,
  kind: 'disturbance',
  begin: async ({ world, scene, random }) => {
    const end = world.faults.add({ service: oneOf(services, random), region: oneOf(scene.members, random) }, fault);
    return async () => end();
  },
});

/** One service of one Region, chosen by lot, that answers badly. */
export const disturbances: readonly Nemesis[] = [
  faulty('a service throttles', { kind: 'throttle' }),
  faulty('a service fails before it acts', { kind: '500-before' }),
  faulty('a service fails after it acted', { kind: '500-after' }),
  faulty('a service never answers', { kind: 'timeout-before' }),
  faulty('a service acts and never answers', { kind: 'timeout-after' }),
  faulty('a service is slow', { kind: 'slow', ms: 1_500 }),
];
