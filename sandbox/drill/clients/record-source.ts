import { Resolver } from 'node:dns/promises';
import type { Clock } from '../../clock.ts';
import { every } from './every.ts';
import type { Source } from './source.ts';

interface Options {
  readonly record: string;
  /** A name carries no port: the application is configured with it. */
  readonly port: number;
  /** The DNS server's address and port. */
  readonly server: string;
  readonly deadlineMs: number;
  readonly clock: Clock;
}

/** Resolves the record, keeps the address for as long as its time to live says, and asks again. */
export const recordSource = ({ record, port, server, deadlineMs, clock }: Options): Source => {
  const resolver = new Resolver({ timeout: deadlineMs, tries: 1 });
  resolver.setServers([server]);
  let address: string | undefined;
  const stop = every(clock, async () => {
    try {
      const [answer] = await resolver.resolve4(record, { ttl: true });
      address = answer?.address ?? address;
      return (answer?.ttl ?? 1) * 1000;
    } catch {
      // Not published yet, or no answer: the last address stays.
      return 1000;
    }
  });
  return {
    target: () => (address === undefined ? undefined : { host: address, port }),
    stop: () => {
      stop();
      resolver.cancel();
    },
  };
};
