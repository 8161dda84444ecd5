import type * as z from 'zod';
import { OpenInput } from '../../functions/contract/execution.ts';
import { StepInput } from '../../functions/contract/run-state.ts';
import { AskForHelpInput, askForHelp } from '../../functions/handlers/ask-for-help.ts';
import { assessHealth } from '../../functions/handlers/assess-health.ts';
import { checkPromotion } from '../../functions/handlers/check-promotion.ts';
import { closeIncident } from '../../functions/handlers/close-incident.ts';
import { openIncident } from '../../functions/handlers/open-incident.ts';
import { promoteRegion } from '../../functions/handlers/promote-region.ts';
import { publishParameters } from '../../functions/handlers/publish-parameters.ts';
import { RequestApprovalInput, requestApproval } from '../../functions/handlers/request-approval.ts';
import { RequestSeparationInput, requestSeparation } from '../../functions/handlers/request-separation.ts';
import { separateRegion } from '../../functions/handlers/separate-region.ts';
import { updateDns } from '../../functions/handlers/update-dns.ts';
import { verifyCutover } from '../../functions/handlers/verify-cutover.ts';
import {
  type Outcome,
  parseDefinition,
  runExecution,
  type TaskInvocation,
  TaskTokens,
} from '../../sandbox/workflow.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import type { Stage } from '../support/ports.ts';
import { arnOf } from '../support/run.ts';
import { west } from '../support/sessions.ts';
import { text } from './definition.ts';

const account = '111122223333';
const definition = parseDefinition(text.replace(/\$\{(\w+)\}/g, `arn:aws:lambda:${west}:${account}:function:$1`));

/** A function as Lambda runs it: its payload is checked, and it answers JSON. */
type Handler = (payload: unknown) => Promise<unknown>;
const checked =
  <In>(schema: z.ZodType<In>, act: (input: In) => Promise<unknown>): Handler =>
  async (payload) =>
    act(schema.parse(payload));

/** The functions of the Task states, on the twins of the ports. */
const handlersOf = ({ ports, settings }: Stage): Record<string, Handler> => ({
  OpenIncident: checked(OpenInput, openIncident(ports, settings)),
  AssessHealth: checked(StepInput, assessHealth(ports, settings)),
  RequestApproval: checked(RequestApprovalInput, requestApproval(ports, settings)),
  PromoteRegion: checked(StepInput, promoteRegion(ports, settings)),
  CheckPromotion: checked(StepInput, checkPromotion(ports, settings)),
  RequestSeparation: checked(RequestSeparationInput, requestSeparation(ports, settings)),
  SeparateRegion: checked(StepInput, separateRegion(ports, settings)),
  PublishParameters: checked(StepInput, publishParameters(ports, settings)),
  UpdateDns: checked(StepInput, updateDns(ports, settings)),
  VerifyCutover: checked(StepInput, verifyCutover(ports, settings)),
  CloseIncident: checked(StepInput, closeIncident(ports, settings)),
  AskForHelp: checked(AskForHelpInput, askForHelp(ports, settings)),
});

export interface WorkflowRun {
  readonly clock: ManualClock;
  readonly tokens: TaskTokens;
  /** Names of the states in the order in which they were entered. */
  readonly entered: readonly string[];
  /** Lets the clock run until it has ended, at most `seconds`. */
  readonly ended: (seconds?: number) => Promise<Outcome>;
  /** StopExecution. */
  readonly stop: () => void;
  /** RedriveExecution, once it has ended without success. `ended` then waits for that drive. */
  readonly redrive: () => void;
}

/** Runs the real workflow file, in memory, on one clock with the stage. `replaced` are functions that do otherwise. */
export const runWorkflow = (
  it: Stage,
  input: unknown,
  replaced: (handlers: Record<string, Handler>) => Record<string, Handler> = () => ({}),
): WorkflowRun => {
  const clock = manualClock(it.reality.now);
  const entered: string[] = [];
  let seed = 0;
  const random = () => {
    seed = (seed * 16_807 + 11) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const tokens = new TaskTokens(random);
  const own = handlersOf(it);
  const handlers = { ...own, ...replaced(own) };
  const invoke = async ({ functionName, payload }: TaskInvocation) => {
    it.reality.now = clock.now();
    try {
      const result = await handlers[functionName.split(':').at(-1) ?? '']?.(JSON.parse(payload));
      return { payload: JSON.stringify(result ?? null), executedVersion: '$LATEST' };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      const failure = JSON.stringify({ errorType: name, errorMessage: message, trace: [] });
      return { payload: failure, functionError: 'Unhandled', executedVersion: '$LATEST' };
    }
  };
  let execution = runExecution(
    {
      definition,
      region: west,
      roleArn: `arn:aws:iam::${account}:role/failover`,
      stateMachine: { arn: `arn:aws:states:${west}:${account}:stateMachine:failover`, name: 'failover' },
      execution: { arn: arnOf('run-1'), name: 'run-1' },
      input: JSON.stringify(input),
    },
    {
      clock,
      random,
      tokens,
      invoke,
      alive: async () => {},
      onState: ({ name, at }) => {
        if (at === 'entered') entered.push(name);
      },
    },
  );
  return {
    clock,
    tokens,
    entered,
    ended: (seconds = 60) => endOf(execution.settled, clock, seconds),
    stop: () => execution.abort(),
    redrive: () => {
      execution = execution.redrive();
    },
  };
};

const endOf = async (settled: Promise<Outcome>, clock: ManualClock, seconds: number): Promise<Outcome> => {
  let outcome: Outcome | undefined;
  settled.then((end) => {
    outcome = end;
  });
  for (let passed = 0; outcome === undefined && passed <= seconds; passed++) await clock.advance(1000);
  if (outcome === undefined) throw new Error(`it still runs after ${seconds} s`);
  return outcome;
};
