import { journal } from '../aws/journal.ts';
import { parameters } from '../aws/parameters.ts';
import { records } from '../aws/records.ts';
import { topology } from '../aws/topology.ts';
import type { DnsUpdated } from '../contract/execution.ts';
import { StepInput } from '../contract/run-state.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { stopIfRedriven } from '../domain/redriven.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';
import { changeRecord } from '../publication/change-record.ts';
import { heldIntent, stopIfSwitchedOff } from '../publication/guards.ts';
import { ownRecord } from '../publication/own-record.ts';

type Used = Pick<Ports, 'clock' | 'journal' | 'parameters' | 'records' | 'topology'>;

/**
 * Task state `UpdateDns`: lead the record to this Region, its epoch beside it, in one batch. May be retried: a record
 * that is so already is left alone. Route 53's control plane lives in us-east-1: a failure here never stops the run.
 */
export const updateDns =
  (ports: Used, { config, region: here }: Settings) =>
  async ({ state: { run }, redrive }: StepInput): Promise<DnsUpdated> => {
    stopIfRedriven({ run, redrive });
    const datastore = datastoreOf(config, run.datastore);
    if (datastore.dns === 'none') return { outcome: 'not-configured' };
    const [intent, memory] = await Promise.all([
      heldIntent(ports, run),
      ports.journal.readReconcile(run.datastore),
      stopIfSwitchedOff(ports, { here, run, datastore }),
    ]);
    const record = await ownRecord(ports, { here, name: run.datastore, datastore, intent, previous: undefined });
    return changeRecord(ports, { datastore, record, known: [...intent.replaces, ...(memory?.knownHosts ?? [])] });
  };

export const updateDnsStep = step(StepInput, { clock, journal, parameters, records, topology }, updateDns);
export const handler = deployed(updateDnsStep);
