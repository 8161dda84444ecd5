import * as z from 'zod';
import { journal } from '../aws/journal.ts';
import { pager } from '../aws/pager.ts';
import { InvalidRequest } from '../contract/errors.ts';
import { Redrive, RunState } from '../contract/run-state.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { Ports } from '../ports.ts';
import { requestApproval } from './request-approval.ts';

/** The workflow's state, and the token that answers. */
export const RequestSeparationInput = z.object({ state: RunState, redrive: Redrive, token: z.string().min(1) });

type Used = Pick<Ports, 'clock' | 'journal' | 'pager'>;

/**
 * Task state `RequestSeparation`: the second question, whether this Region's cluster may leave its Global Datastore.
 *
 * Asked as the first one is, and retried as that is; an answer to the first is none to this. The claim yields meanwhile,
 * so that `Reconcile` can publish a promotion that takes effect after all.
 */
export const requestSeparation =
  (ports: Used, settings: Settings) =>
  async ({ state, redrive, token }: z.infer<typeof RequestSeparationInput>): Promise<{ askedPeople: true }> => {
    if (!state.check?.lastResort)
      throw new InvalidRequest('state.check: no promotion came to an end that separation could follow');
    return requestApproval(ports, settings)({ state, redrive, action: 'separate', token });
  };

export const requestSeparationStep = step(RequestSeparationInput, { clock, journal, pager }, requestSeparation);
export const handler = deployed(requestSeparationStep);
