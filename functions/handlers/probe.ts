import * as z from 'zod';
import { functions } from '../aws/functions.ts';
import { journal } from '../aws/journal.ts';
import { monitoring } from '../aws/monitoring.ts';
import { parameters } from '../aws/parameters.ts';
import { secrets } from '../aws/secrets.ts';
import { topology } from '../aws/topology.ts';
import type { Datastore } from '../contract/config.ts';
import { probeIntervalSeconds } from '../contract/policy.ts';
import { datastoresIn } from '../domain/datastore.ts';
import { lookOnce } from '../evidence/look-once.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock, counter, log } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';

/** Scheduled without a payload; `looks` limits how often it looks, for tests and for people. */
const Input = z.object({ looks: z.number().int().min(1).max(6).optional() });

type Used = Pick<
  Ports,
  'clock' | 'counter' | 'functions' | 'journal' | 'log' | 'monitoring' | 'parameters' | 'secrets' | 'topology'
>;

const minuteSeconds = 60;

/**
 * Scheduled every minute: touch the caches and publish the evidence metrics, as often within the minute as the profile
 * says. A look that fails is logged and the next one goes on: its missing metric is what pages.
 */
export const probe =
  (ports: Used, settings: Settings) =>
  async ({ looks }: z.infer<typeof Input>): Promise<{ looked: number }> => {
    const own = datastoresIn(settings.config, settings.region);
    const counts = await Promise.all(
      own.map(([name, datastore]) => lookOften(ports, settings, { name, datastore, looks })),
    );
    return { looked: counts.reduce((sum, count) => sum + count, 0) };
  };

interface Duty {
  readonly name: string;
  readonly datastore: Datastore;
  readonly looks: number | undefined;
}

/** Looks at fixed instants after the start, so that slow looks do not shift the later ones. */
const lookOften = async (ports: Used, { region }: Settings, { name, datastore, looks }: Duty): Promise<number> => {
  const interval = probeIntervalSeconds[datastore.profile];
  const total = Math.min(looks ?? 6, Math.floor(minuteSeconds / interval));
  const startedAt = ports.clock.now().getTime();
  let looked = 0;
  for (let index = 0; index < total; index++) {
    const due = startedAt + index * interval * 1000 - ports.clock.now().getTime();
    if (due > 0) await ports.clock.sleep(due);
    try {
      await lookOnce(ports, { here: region, name, datastore });
      looked++;
    } catch (error) {
      ports.log.warn('look failed', {
        datastore: name,
        reason: error instanceof Error ? error.message : String(error),
      });
    }
  }
  return looked;
};

export const probeStep = step(
  Input,
  { clock, counter, functions, journal, log, monitoring, parameters, secrets, topology },
  probe,
);
export const handler = deployed(probeStep);
