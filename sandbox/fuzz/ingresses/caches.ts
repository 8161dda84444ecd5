import fc from 'fast-check';
import { StepInput } from '../../../functions/contract/run-state.ts';
import { assessHealth } from '../../../functions/handlers/assess-health.ts';
import { probe } from '../../../functions/handlers/probe.ts';
import { reconcile } from '../../../functions/handlers/reconcile.ts';
import type { Functions } from '../../../functions/ports.ts';
import { damagedText, poisonValue } from '../arbitraries.ts';
import { epochText, hostText, repliesOf, shapedReply } from '../cache-replies.ts';
import { type Names, networkOfValues, type Replies, touching, truthful } from '../hostile-cache.ts';
import { type Ingress, played } from '../ingress.ts';
import { aRun, east, endpointOf, west } from '../samples.ts';
import { healthy, type Scene } from '../scene.ts';
import { runStep, unchecked } from '../step-in-scene.ts';

export const truth: Names = { cname: [endpointOf(east)], txt: [`1 ${east}`] };

export interface Look {
  readonly replies: Replies;
  readonly cluster: boolean;
  readonly act: 'probe' | 'assess' | 'reconcile';
  readonly here: string;
  readonly names: Names;
}

const actOf = (scene: Scene, { act, replies, names, cluster }: Look): Promise<unknown> =>
  actWith(scene, act, touching(scene, { network: networkOfValues(scene, replies, names), cluster }));

/** One step that looks at caches and names, through these functions. */
export const actWith = (scene: Scene, act: Look['act'], functions: Functions): Promise<unknown> => {
  const attacked = { functions };
  if (act === 'reconcile') return runStep(scene, { ...unchecked(reconcile), attacked });
  if (act === 'assess')
    return runStep(scene, { schema: StepInput, act: assessHealth, event: { state: { run: aRun } }, attacked });
  const once = unchecked((ports, settings) => () => probe(ports, settings)({ looks: 1 }));
  return runStep(scene, { ...once, attacked });
};

export const where = {
  cluster: fc.boolean(),
  act: fc.constantFrom('probe' as const, 'assess' as const, 'reconcile' as const),
  here: fc.constantFrom(west, east),
};

export const redisReplies: Ingress = {
  name: 'redis',
  readBy: 'TouchCache behind its connection, then Probe, AssessHealth or Reconcile; the other ports in memory',
  weight: 10,
  shaped: fc.record({ ...where, replies: repliesOf(shapedReply), names: fc.constant(truth) }),
  raw: fc.record({
    ...where,
    replies: repliesOf(() => fc.oneof(poisonValue, damagedText(truthful.INFO as string)).map((value) => ({ value }))),
    names: fc.constant(truth),
  }),
  play: (input) => {
    const look = input as Look;
    return played({ situation: { ...healthy, here: look.here }, act: (scene) => actOf(scene, look) });
  },
};

export const dnsAnswers: Ingress = {
  name: 'dns',
  readBy: 'TouchCache behind its resolver, then AssessHealth or Reconcile; the other ports in memory',
  weight: 8,
  shaped: fc.record({
    ...where,
    replies: fc.constant({}),
    names: fc.record({ cname: fc.array(hostText, { maxLength: 3 }), txt: fc.array(epochText, { maxLength: 3 }) }),
  }),
  raw: fc.record({
    ...where,
    replies: fc.constant({}),
    names: fc.record({
      cname: fc.array(damagedText(endpointOf(east)), { maxLength: 2 }),
      txt: fc.array(damagedText(`1 ${east}`), { maxLength: 2 }),
    }),
  }),
  play: redisReplies.play,
};
