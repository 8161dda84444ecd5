import { topologyAskedOnce } from '../aws/topology.ts';
import { type WitnessAnswer, WitnessRequest } from '../contract/witness.ts';
import { deployed } from '../middleware/deployed.ts';
import type { Settings } from '../middleware/settings.ts';
import { step } from '../middleware/step.ts';
import { clock } from '../middleware/world.ts';
import type { Look, MemberView, Ports } from '../ports.ts';

/**
 * Looks at a Region's ElastiCache API from a Region without members, and at this Region's own API in the same moment:
 * an observer who gets no answer at home either has no opinion. Changes nothing.
 */
export const witness =
  ({ topology, clock }: Pick<Ports, 'topology' | 'clock'>, { region: here }: Settings) =>
  async ({ region, replicationGroupId }: WitnessRequest): Promise<WitnessAnswer> => {
    const [there, self] = await Promise.all([
      topology.readMember(region, replicationGroupId),
      // There is no such group here. That it says so is the test.
      topology.readMember(here, replicationGroupId),
    ]);
    return { seenAt: clock.now().getTime(), region, ...opinion(there, { here, self }) };
  };

const opinion = (
  there: Look<MemberView>,
  { here, self }: { here: string; self: Look<MemberView> },
): Pick<WitnessAnswer, 'api' | 'status' | 'detail'> => {
  if (there.outcome === 'answered')
    return { api: 'alive', status: there.value.status, detail: `it answers: the member is ${there.value.status}` };
  if (there.outcome === 'refused') return { api: 'alive', detail: `it answers with a refusal: ${there.detail}` };
  if (there.outcome === 'unknown') return { api: 'unknown', detail: there.detail };
  if (self.outcome === 'answered' || self.outcome === 'refused')
    return { api: 'dark', detail: `no answer, while the same API in ${here} answers: ${there.detail}` };
  return { api: 'unknown', detail: `no answer, nor from the same API in ${here}: ${self.detail}` };
};

export const witnessStep = step(WitnessRequest, { topology: topologyAskedOnce, clock }, witness);
export const handler = deployed(witnessStep);
