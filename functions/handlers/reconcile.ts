import * as z from 'zod';
import { executions } from '../aws/executions.ts';
import { functions } from '../aws/functions.ts';
import { journal } from '../aws/journal.ts';
import { monitoring } from '../aws/monitoring.ts';
import { pager } from '../aws/pager.ts';
import { parameters } from '../aws/parameters.ts';
import { records } from '../aws/records.ts';
import { secrets } from '../aws/secrets.ts';
import { topology } from '../aws/topology.ts';
import { datastoresIn } from '../domain/datastore.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { type Invocation, step } from '../middleware/step.ts';
import { clock, counter, log } from '../middleware/world.ts';
import { type ReconcilePorts, reconcileDatastore } from '../reconcile/reconcile-datastore.ts';

const Input = z.object({});

/**
 * Scheduled every minute, and nudged by the other Regions: the same reads whatever happens, then at most one step per
 * datastore towards endpoints that agree with reality, and the workflow if the situation is bad and nothing runs.
 *
 * One datastore's trouble never stops another's; if any failed, the invocation fails after all had their turn.
 */
export const reconcile =
  (ports: ReconcilePorts, settings: Settings) =>
  async (_: z.infer<typeof Input>, { requestId }: Invocation): Promise<Record<string, string>> => {
    const own = datastoresIn(settings.config, settings.region);
    const results = await Promise.allSettled(
      own.map(async ([name, datastore]) => [
        name,
        await reconcileDatastore(ports, { settings, name, datastore, requestId }),
      ]),
    );
    const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    if (failed.length > 0) throw new AggregateError(failed, failed.map((reason) => String(reason)).join('; '));
    return Object.fromEntries(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])));
  };

export const reconcileStep = step(
  Input,
  { clock, counter, executions, functions, journal, log, monitoring, pager, parameters, records, secrets, topology },
  reconcile,
);
export const handler = deployed(reconcileStep);
