import fc from 'fast-check';
import { functions } from '../../../functions/aws/functions.ts';
import { StepInput } from '../../../functions/contract/run-state.ts';
import { assessHealth } from '../../../functions/handlers/assess-health.ts';
import { promoteRegion } from '../../../functions/handlers/promote-region.ts';
import { reconcile } from '../../../functions/handlers/reconcile.ts';
import { damagedText, shaped } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { aRun, east, endpointOf, epochRecord, now, record, shardLook, west } from '../samples.ts';
import { healthy } from '../scene.ts';
import { runStep, unchecked } from '../step-in-scene.ts';
import { type Answer, wireWorld } from '../wire.ts';

const wire = wireWorld(healthy);
const overBytes = functions(wire.world);

const touched = {
  seenAt: now,
  local: { reach: 'alive', shards: [{ ...shardLook(200), wrote: true }] },
  remote: { reach: 'alive', wrote: true },
  names: [
    { name: record, outcome: 'found', cname: endpointOf(east), txt: [] },
    { name: epochRecord, outcome: 'found', txt: [`1 ${east}`] },
  ],
};
const dark = { ...touched, remote: { reach: 'unreachable', wrote: false, detail: 'connect ETIMEDOUT' } };
const witnessed = { seenAt: now, region: east, api: 'alive', status: 'available', detail: 'it answers' };
const failure = { errorType: 'TypeError', errorMessage: 'boom', trace: [] };

interface Told {
  readonly by: 'touch' | 'witness';
  readonly act: 'assess' | 'promote' | 'reconcile';
  readonly here: string;
  readonly answer: Answer;
}
const failed = { headers: { 'x-amz-function-error': 'Unhandled' } };
const told = (body: fc.Arbitrary<string>): fc.Arbitrary<unknown> =>
  fc.record({
    by: fc.constantFrom('touch', 'witness'),
    act: fc.constantFrom('assess', 'promote', 'reconcile'),
    here: fc.constantFrom(west, east),
    answer: fc
      .tuple(body, fc.integer({ min: 0, max: 3 }))
      .map(([text, dice]) => ({ body: text, ...(dice === 0 && failed) })),
  });

/** One liar alone never promotes a healthy datastore: the others still tell the truth. */
export const functionAnswers: Ingress = {
  name: 'functions',
  readBy: "Lambda's answers of TouchCache and Witness from bytes, AssessHealth, PromoteRegion or Reconcile",
  weight: 9,
  shaped: told(
    shaped<unknown>(touched, dark, witnessed, { ...witnessed, api: 'dark' }, failure).map(
      (value) => JSON.stringify(value) ?? '',
    ),
  ),
  raw: told(damagedText(JSON.stringify(touched), JSON.stringify(witnessed), JSON.stringify(failure))),
  play: (input) => {
    const { by, act, here, answer } = input as Told;
    return played({
      situation: { ...healthy, here },
      act: (scene) => {
        wire.answerWith(() => answer);
        const attacked = { functions: { ...scene.ports.functions, [by]: overBytes[by] } };
        if (act === 'reconcile') return runStep(scene, { ...unchecked(reconcile), attacked });
        const event = { state: { run: aRun } };
        return runStep(scene, {
          schema: StepInput,
          act: act === 'assess' ? assessHealth : promoteRegion,
          event,
          attacked,
        });
      },
      // TouchCache alone may make it look like an outage; the run that starts then asks everybody else.
      permits: (change) => change.kind === 'start' && act === 'reconcile' && by === 'touch',
    });
  },
};
