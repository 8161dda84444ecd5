import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { PublishedEndpoint } from '../../../functions/contract/published-endpoint.ts';
import type { Clock } from '../../clock.ts';
import { every } from './every.ts';
import type { Source } from './source.ts';

interface Options {
  /** Of each member Region: a dark one must not keep the client from the others. */
  readonly stores: readonly SSMClient[];
  readonly parameter: string;
  readonly pollMs: number;
  readonly clock: Clock;
}

/** Reads the published record of every member Region at once, and follows the highest epoch it ever saw. */
export const parameterSource = ({ stores, parameter, pollMs, clock }: Options): Source => {
  let newest: PublishedEndpoint | undefined;
  const read = async (store: SSMClient): Promise<void> => {
    try {
      const { Parameter } = await store.send(new GetParameterCommand({ Name: parameter }));
      const record = PublishedEndpoint.parse(JSON.parse(Parameter?.Value ?? ''));
      if (!newest || isNewer(record, newest)) newest = record;
    } catch {
      // Dark, late, or not published yet: the others count, or the next look.
    }
  };
  const stop = every(clock, async () => {
    await Promise.all(stores.map(read));
    return pollMs;
  });
  return {
    target: () => {
      const host = newest?.configuration ?? newest?.primary;
      return newest && host !== undefined ? { host, port: newest.port } : undefined;
    },
    stop: () => {
      stop();
      for (const store of stores) store.destroy();
    },
  };
};

/** Epochs are compared as pairs: the counter first, then the Region's name. */
const isNewer = ({ epoch: a }: PublishedEndpoint, { epoch: b }: PublishedEndpoint): boolean =>
  a.counter > b.counter || (a.counter === b.counter && a.region > b.region);
