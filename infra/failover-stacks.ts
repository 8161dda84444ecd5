import { type App, Stack } from 'aws-cdk-lib';
import type { Config } from '../functions/contract/config.ts';
import type { Region } from '../functions/contract/region.ts';
import { GlobalDatastoreFailover, GlobalDatastoreWitness } from './global-datastore-failover.ts';

/** One stack per member Region, the same in each, and a small one in the witness Region. None refers to another. */
export const addFailoverStacks = (app: App, config: Config): readonly Stack[] => {
  const stackIn = (region: Region, what: { readonly name: string; readonly description: string }) =>
    new Stack(app, `${what.name}-${region}`, {
      env: { account: config.account, region },
      description: what.description,
    });

  const members = config.regions.map((region) => {
    const stack = stackIn(region, { name: 'failover', description: `Global Datastore failover to ${region}` });
    new GlobalDatastoreFailover(stack, 'Failover', { config, region });
    return stack;
  });
  if (config.witness === undefined) return members;

  const region = config.witness;
  const witness = stackIn(region, { name: 'failover-witness', description: `Global Datastore witness in ${region}` });
  new GlobalDatastoreWitness(witness, 'Failover', { config, region });
  return [...members, witness];
};
