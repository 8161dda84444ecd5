import { functions } from '../aws/functions.ts';
import { parameters } from '../aws/parameters.ts';
import { secrets } from '../aws/secrets.ts';
import { PublicationFailed, VerificationFailed } from '../contract/errors.ts';
import type { Verification } from '../contract/execution.ts';
import { names } from '../contract/names.ts';
import type { PublishedEndpoint } from '../contract/published-endpoint.ts';
import { type RunState, StepInput } from '../contract/run-state.ts';
import { sentenceOf } from '../domain/caught-error.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { readRecord, sameRecord } from '../domain/published-record.ts';
import { answered } from '../domain/readings.ts';
import { stopIfRedriven } from '../domain/redriven.ts';
import { touchCaches } from '../evidence/touch-caches.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';

type Used = Pick<Ports, 'clock' | 'functions' | 'parameters' | 'secrets'>;

/**
 * Task state `VerifyCutover`: read the parameter back, and write and read through exactly what it says.
 *
 * Fails for the parameter or the cache only; a record that could not be changed is a difference, which degrades the
 * outcome. Changes nothing but a canary key; may be retried.
 */
export const verifyCutover =
  (ports: Used, { config, region: here }: Settings) =>
  async ({ state, redrive }: StepInput): Promise<Verification> => {
    const { run } = state;
    stopIfRedriven({ run, redrive });
    const datastore = datastoreOf(config, run.datastore);
    const wanted = publishedByRun(state);
    const read = readRecord(await ports.parameters.read(here, names.endpointParameter(run.datastore)), run.datastore);
    if (read.outcome !== 'answered')
      throw new VerificationFailed(`the parameter could not be read back: ${read.detail}`);
    if (!read.value || !sameRecord(read.value, wanted))
      throw new VerificationFailed('the parameter does not hold what was published');

    const look = await touchCaches(ports, { here, name: run.datastore, datastore, record: read.value });
    const remote = answered(look)?.remote;
    const why = look.outcome === 'answered' ? (remote?.refusal ?? remote?.detail ?? 'no answer') : look.detail;
    if (!remote?.wrote) throw new VerificationFailed(`a write through the published endpoint failed: ${why}`);
    return { verifiedAt: ports.clock.now().toISOString(), differences: differencesOf(state) };
  };

const publishedByRun = ({ publication }: RunState): PublishedEndpoint => {
  const parameters = publication?.[0];
  if (parameters && 'record' in parameters) return parameters.record;
  const failed = parameters?.failed;
  throw new PublicationFailed(failed ? `${failed.Error}: ${sentenceOf(failed)}` : 'nothing was published');
};

const differencesOf = ({ publication, check }: RunState): string[] => {
  const dns = publication?.[1];
  return [
    ...(check?.degraded ? [check.degraded] : []),
    ...(dns && 'failed' in dns
      ? [`the DNS record was not changed: ${dns.failed.Error}: ${sentenceOf(dns.failed)}`]
      : []),
  ];
};

export const verifyCutoverStep = step(StepInput, { clock, functions, parameters, secrets }, verifyCutover);
export const handler = deployed(verifyCutoverStep);
