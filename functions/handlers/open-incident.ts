import type * as z from 'zod';
import { executions } from '../aws/executions.ts';
import { journal } from '../aws/journal.ts';
import { InvalidRequest, ReconcileAtWork } from '../contract/errors.ts';
import { OpenInput, type Run } from '../contract/execution.ts';
import type { Claim } from '../contract/journal.ts';
import { problems } from '../contract/problems.ts';
import { automaticRequesters, FailoverRequest } from '../contract/request.ts';
import { type ClaimStep, claimStep, ownerOf } from '../domain/claims.ts';
import { datastoreOf } from '../domain/datastore.ts';
import { dataLosingGuards } from '../domain/decide.ts';
import { principalOf } from '../domain/principal.ts';
import { ownerState } from '../evidence/owner-state.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';

type Used = Pick<Ports, 'clock' | 'executions' | 'journal'>;

/**
 * Task state `OpenIncident`: check the request and claim the datastore.
 *
 * May be retried: the claim of the same execution is renewed. A request that is none, or names no datastore of ours,
 * changes nothing. While `Reconcile` holds the datastore it fails, and is tried again.
 */
export const openIncident =
  (ports: Used, { config }: Settings) =>
  async ({ request, execution }: z.infer<typeof OpenInput>): Promise<Run> => {
    const asked = parseRequest(request, Object.keys(config.datastores));
    const { policy } = datastoreOf(config, asked.datastore);
    const owner = ownerOf(execution);
    const trigger = automaticRequesters.includes(asked.requestedBy ?? '') ? 'automatic' : 'manual';
    const claimed =
      asked.mode === 'dry-run'
        ? { claim: 'none' as const }
        : await claimDatastore(ports, { datastore: asked.datastore, owner, trigger });
    return {
      ...asked,
      trigger,
      execution: { ...execution, id: owner },
      openedAt: ports.clock.now().toISOString(),
      ...claimed,
      waits: { poll: policy.poll, approval: policy.approval },
    };
  };

const parseRequest = (request: unknown, known: readonly string[]): FailoverRequest => {
  const parsed = FailoverRequest.safeParse(request);
  if (parsed.success) return namedByPeople(parsed.data);
  const fields = Object.keys(FailoverRequest.shape).join(', ');
  throw new InvalidRequest(
    `${problems(parsed.error, 'the input')}; known fields: ${fields}; configured datastores: ${known.join(', ')}`,
  );
};

/** Waiving what may lose data takes two people, who must be told apart: the first gives a name here. */
const namedByPeople = (asked: FailoverRequest): FailoverRequest => {
  const losing = asked.override.filter((guard) => dataLosingGuards.includes(guard));
  const isAutomatic = automaticRequesters.includes(asked.requestedBy ?? '');
  const person = principalOf(asked.requestedBy);
  if (losing.length === 0 || isAutomatic || asked.mode === 'dry-run' || !('problem' in person)) return asked;
  const why = `waiving ${losing.join(', ')} may lose data, and somebody else must approve it`;
  throw new InvalidRequest(`requestedBy: ${person.problem}; put your own: ${why}`);
};

const outcomes: Readonly<Record<ClaimStep, Run['claim']>> = {
  take: 'held',
  refused: 'refused',
  contended: 'contended',
};

const claimDatastore = async (
  { journal, executions, clock }: Used,
  { datastore, owner, trigger }: { datastore: string; owner: string; trigger: Run['trigger'] },
): Promise<Pick<Run, 'claim' | 'claimedBy'>> => {
  const { claim: found } = await journal.readIncident(datastore);
  const state = found && found.owner !== owner ? await ownerState({ executions, clock }, found) : 'unknown';
  if (state !== 'dead') awaitReconcile(found, datastore);
  const next = claimStep(found, { owner, ownerState: state, trigger });
  if (next !== 'take') return { claim: outcomes[next], ...(found && { claimedBy: found.owner }) };

  const claim = { owner, since: clock.now().toISOString(), yielding: false };
  if (await journal.claim(datastore, { claim, from: found })) return { claim: 'held' };
  const { claim: winner } = await journal.readIncident(datastore);
  awaitReconcile(winner, datastore);
  return { claim: 'refused', ...(winner && { claimedBy: winner.owner }) };
};

/** Its claim lasts seconds: no run is turned away for it. */
const awaitReconcile = (claim: Claim | undefined, datastore: string): void => {
  if (claim?.owner.startsWith('reconcile/')) throw new ReconcileAtWork(`${claim.owner} holds ${datastore}`);
};

export const openIncidentStep = step(OpenInput, { clock, executions, journal }, openIncident);
export const handler = deployed(openIncidentStep);
