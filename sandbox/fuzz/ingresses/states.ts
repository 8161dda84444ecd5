import fc from 'fast-check';
import { StepInput } from '../../../functions/contract/run-state.ts';
import { AskForHelpInput, askForHelp } from '../../../functions/handlers/ask-for-help.ts';
import { assessHealth } from '../../../functions/handlers/assess-health.ts';
import { checkPromotion } from '../../../functions/handlers/check-promotion.ts';
import { closeIncident } from '../../../functions/handlers/close-incident.ts';
import { promoteRegion } from '../../../functions/handlers/promote-region.ts';
import { publishParameters } from '../../../functions/handlers/publish-parameters.ts';
import { RequestApprovalInput, requestApproval } from '../../../functions/handlers/request-approval.ts';
import { updateDns } from '../../../functions/handlers/update-dns.ts';
import { verifyCutover } from '../../../functions/handlers/verify-cutover.ts';
import { damagedText, shaped, valueOfText } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { ago, aRun, east, execution, instant, publishedRecord } from '../samples.ts';
import { healthy, type Scene } from '../scene.ts';
import { runStep } from '../step-in-scene.ts';

const check = { done: true, epoch: { counter: 2, region: east }, detail: 'done', visibleAt: instant(ago(1)) };
const caught = { Error: 'PublicationFailed', Cause: '{"errorMessage":"no"}' };
const samples: readonly object[] = [
  { run: aRun },
  { run: { ...aRun, claim: 'refused', claimedBy: 'somebody' } },
  {
    run: aRun,
    promotion: {
      outcome: 'requested',
      epoch: check.epoch,
      from: east,
      calledAt: instant(ago(9)),
      evidenceReadAt: instant(ago(10)),
    },
    check,
  },
  {
    run: aRun,
    check,
    publication: [{ record: publishedRecord(2), version: 4, nudged: [] }, { failed: caught }],
    verification: { verifiedAt: instant(ago(1)), differences: ['a'] },
  },
  { run: aRun, promotionError: caught, error: caught },
];

const steps = {
  AssessHealth: (scene: Scene, event: unknown) => runStep(scene, { schema: StepInput, act: assessHealth, event }),
  PromoteRegion: (scene: Scene, event: unknown) => runStep(scene, { schema: StepInput, act: promoteRegion, event }),
  CheckPromotion: (scene: Scene, event: unknown) => runStep(scene, { schema: StepInput, act: checkPromotion, event }),
  PublishParameters: (scene: Scene, event: unknown) =>
    runStep(scene, { schema: StepInput, act: publishParameters, event }),
  UpdateDns: (scene: Scene, event: unknown) => runStep(scene, { schema: StepInput, act: updateDns, event }),
  VerifyCutover: (scene: Scene, event: unknown) => runStep(scene, { schema: StepInput, act: verifyCutover, event }),
  CloseIncident: (scene: Scene, event: unknown) => runStep(scene, { schema: StepInput, act: closeIncident, event }),
  AskForHelp: (scene: Scene, event: unknown) => runStep(scene, { schema: AskForHelpInput, act: askForHelp, event }),
  RequestApproval: (scene: Scene, event: unknown) =>
    runStep(scene, { schema: RequestApprovalInput, act: requestApproval, event }),
} as const;
type Name = keyof typeof steps;

interface Told {
  readonly step: Name;
  readonly state: unknown;
}
const told = (state: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.record({ step: fc.constantFrom(...(Object.keys(steps) as Name[])), state });

/** The workflow's state, as somebody who may invoke the functions could make it up. */
export const workflowStates: Ingress = {
  name: 'state',
  readBy: "each step's own check of its input; ports in memory",
  weight: 10,
  shaped: told(shaped<unknown>(...samples)),
  raw: told(damagedText(...samples.map((sample) => JSON.stringify(sample))).map(valueOfText)),
  play: (input) => {
    const { step, state } = input as Told;
    return played({
      situation: healthy,
      act: (scene) => steps[step](scene, { state, execution, token: 'token' }),
    });
  },
};
