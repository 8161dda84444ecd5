import fc from 'fast-check';
import { Approval } from '../../../functions/contract/approval.ts';
import { OpenInput } from '../../../functions/contract/execution.ts';
import { StepInput } from '../../../functions/contract/run-state.ts';
import { AskForHelpInput, askForHelp } from '../../../functions/handlers/ask-for-help.ts';
import { openIncident } from '../../../functions/handlers/open-incident.ts';
import { promoteRegion } from '../../../functions/handlers/promote-region.ts';
import { damagedText, shaped, valueOfText } from '../arbitraries.ts';
import { type Ingress, played } from '../ingress.ts';
import { aRun, datastore, east, execution, west } from '../samples.ts';
import { healthy, lost } from '../scene.ts';
import { runStep } from '../step-in-scene.ts';

const requests = [
  { datastore },
  { datastore, mode: 'dry-run', reason: 'a look', requestedBy: 'ada' },
  { datastore, override: ['TooFewConfirmations', 'DataUnknown'], expectedPrimary: east },
];

export const executionInputs: Ingress = {
  name: 'execution-input',
  readBy: 'OpenIncident, and what it refuses as AskForHelp tells it; ports in memory',
  weight: 16,
  shaped: shaped<unknown>(...requests),
  raw: damagedText(...requests.map((request) => JSON.stringify(request))).map(valueOfText),
  play: (request) =>
    played({
      situation: healthy,
      act: async (scene) => {
        try {
          return await runStep(scene, { schema: OpenInput, act: openIncident, event: { request, execution } });
        } catch (error) {
          // As Step Functions hands a failure on.
          const { name, message } = Object(error);
          const caught = { Error: String(name), Cause: JSON.stringify({ errorType: name, errorMessage: message }) };
          const state = { ...(typeof request === 'object' ? request : {}), error: caught };
          await runStep(scene, { schema: AskForHelpInput, act: askForHelp, event: { state, execution } });
          throw error;
        }
      },
    }),
};

const approvals = [
  {
    action: 'promote',
    datastore,
    target: west,
    epoch: 2,
    waives: [],
    lossBoundMs: 800,
    approvedBy: 'ada',
    reason: 'it is down',
  },
  { approvedBy: 'ada' },
];

export const approvalAnswers: Ingress = {
  name: 'approval',
  readBy: 'PromoteRegion, while people are asked; ports in memory',
  weight: 8,
  shaped: shaped<unknown>(...approvals),
  raw: damagedText(...approvals.map((approval) => JSON.stringify(approval))).map(valueOfText),
  play: async (approval) => {
    const event = { state: { run: aRun, approval } };
    const act = (scene: Parameters<typeof runStep>[0]) =>
      runStep(scene, { schema: StepInput, act: promoteRegion, event });
    const isSound = Approval.safeParse(approval).success;
    return [
      ...(await played({ situation: healthy, act })),
      ...(await played({ situation: { ...lost, automation: 'approve' }, act, permits: () => isSound })),
    ];
  },
};

const switches = ['auto', 'approve', 'observe', 'off', ' auto\n', '{"automation":"off","reason":"a drill","by":"ada"}'];

/** Kept for the switch's own ingress: every word that people may turn it to, and near ones. */
export const switchTexts = {
  shaped: fc.oneof(
    fc.constantFrom(...switches),
    shaped<unknown>({ automation: 'auto', reason: 'over', by: 'ada', until: '2026-11-24T00:00:00.000Z' }).map(
      (value) => JSON.stringify(value) ?? '',
    ),
  ),
  raw: damagedText(...switches),
};
