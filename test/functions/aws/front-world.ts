import { directTransport } from '../../../sandbox/aws/direct-transport.ts';
import { createFront } from '../../../sandbox/aws/front.ts';
import type { Operation, Service, ServiceId } from '../../../sandbox/aws/service.ts';
import { realClock } from '../../../sandbox/clock.ts';
import type { Faults } from '../../../sandbox/faults.ts';
import { History } from '../../../sandbox/history.ts';
import { Network } from '../../../sandbox/network.ts';
import { aWorld } from '../a-world.ts';

export const account = '111122223333';
export const regions = ['us-east-1', 'us-west-2', 'eu-west-1'];

/** The SDK's real bytes against the sandbox's front, from us-west-2, everything allowed. */
export const frontWorld = (services: readonly Service[], options: { faults?: Faults } = {}) => {
  const history = new History(realClock);
  const network = new Network(regions, history);
  const front = createFront({
    services,
    authorize: () => ({ allowed: true }),
    network,
    history,
    clock: realClock,
    account,
    credentials: new Map(),
    ...options,
  });
  const { world, lines } = aWorld({
    transport: (deadlines) => directTransport(front, 'us-west-2', { clock: realClock, ...deadlines }),
  });
  /** The calls that were answered, as `service:Operation region`. */
  const calls = () =>
    history.entries.filter(({ kind }) => kind === 'call').map(({ name, region }) => `${name} ${region}`);
  return { world, lines, network, history, calls };
};

/** A service that answers one operation from a list, in order; the last answer repeats. */
export const scripted = (id: ServiceId, operation: string, answers: readonly Operation[]): Service => {
  let next = 0;
  return {
    id,
    operations: {
      [operation]: (input, call) => {
        const answer = answers[Math.min(next, answers.length - 1)];
        next += 1;
        return answer?.(input, call);
      },
    },
  };
};
