import { maximumPayloadBytes, tooLarge } from '../../../workflow/json.ts';
import { type Execution, type Outcome, runExecution, type TaskTokens } from '../../../workflow.ts';
import type { Machine } from './machines.ts';
import { noteAnswers } from './note-answers.ts';
import type { StatesDependencies } from './ports.ts';
import { refuse } from './refusals.ts';

export interface Started {
  readonly arn: string;
  readonly name: string;
  readonly machine: Machine;
  readonly input: string;
  readonly startedAt: number;
  /** Replaced by a redrive, which goes on with the same history. */
  run: Execution;
  outcome?: Outcome | undefined;
  stoppedAt?: number | undefined;
  redrives: number;
  redrivenAt?: number;
  /** Of the last redrives, by the client's token. */
  readonly redriveTokens: { readonly token: string; readonly at: number }[];
}

/** "Name": 1 to 80 characters, without spaces, brackets, wildcards, `"#%\^|~`$&,;:/` and control characters (StartExecution). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the rule itself names them.
const namePattern = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/u;

const metricOf = { SUCCEEDED: 'Succeeded', FAILED: 'Failed', ABORTED: 'Aborted', TIMED_OUT: 'TimedOut' } as const;

/** Every execution that was ever started, by ARN: names are never free again within a run of the sandbox. */
export class Executions {
  readonly #executions = new Map<string, Started>();
  readonly #ports: StatesDependencies;

  constructor(ports: StatesDependencies) {
    this.#ports = ports;
  }

  /** Starts, or answers the running execution of the same name and input. */
  start(machine: Machine, request: { name: string; input: string }, tokens: TaskTokens): Started {
    const { name, input } = request;
    check(request);
    const arn = `arn:aws:states:${machine.region}:${this.#ports.account}:execution:${machine.name}:${name}`;
    const known = this.#executions.get(arn);
    if (known && !known.outcome && known.input === input) return known;
    if (known) throw refuse.exists(arn);

    this.#record('RUNNING', machine, { execution: name, input });
    const startedAt = this.#ports.clock.now();
    const run = this.#run(machine, { arn, name, input }, tokens);
    const started: Started = { arn, name, machine, input, startedAt, run, redrives: 0, redriveTokens: [] };
    this.#executions.set(arn, started);
    started.run.settled.then((outcome) => this.#settle(started, outcome));
    return started;
  }

  /**
   * Goes on with an execution that failed, was stopped or timed out within 14 days, at the state that did not succeed
   * (RedriveExecution). A client's token that was used within 15 minutes, among the last 10, changes nothing again.
   */
  redrive(execution: Started, token: string | undefined): number {
    const now = this.#ports.clock.now();
    const used = execution.redriveTokens.find((other) => other.token === token && now - other.at <= tokenLifeMs);
    if (token !== undefined && used) return used.at;
    const against = notRedrivable(execution, now);
    if (against) throw refuse.notRedrivable(execution.arn, against);

    execution.run = execution.run.redrive();
    execution.redrives++;
    execution.redrivenAt = now;
    execution.outcome = undefined;
    execution.stoppedAt = undefined;
    if (token !== undefined) execution.redriveTokens.push({ token, at: now });
    execution.redriveTokens.splice(0, execution.redriveTokens.length - 10);
    const { name, machine, redrives } = execution;
    this.#record('RUNNING', machine, { execution: name, redrives });
    execution.run.settled.then((outcome) => this.#settle(execution, outcome));
    return now;
  }

  get(arn: string, region: string): Started {
    if (!/^arn:aws:states:[\w-]+:\d{12}:execution:[^:]+:[^:]+$/.test(arn)) throw refuse.arn(arn);
    const execution = arn.split(':')[3] === region ? this.#executions.get(arn) : undefined;
    if (!execution) throw refuse.noExecution(arn);
    return execution;
  }

  /** Newest first. */
  of(machine: Machine): readonly Started[] {
    return [...this.#executions.values()].filter((execution) => execution.machine.arn === machine.arn).reverse();
  }

  running(): readonly Started[] {
    return [...this.#executions.values()].filter(({ outcome }) => !outcome);
  }

  #run(machine: Machine, execution: { arn: string; name: string; input: string }, tokens: TaskTokens): Execution {
    const { clock, random, invoke, history } = this.#ports;
    const { region, roleArn, parsed: definition } = machine;
    const spec = { definition, region, roleArn, stateMachine: machine, execution, input: execution.input };
    const onState = ({ name, type, at }: { name: string; type: string; at: string }) =>
      history.append({ kind: 'state', region, name, detail: { at, type, execution: execution.name } });
    const noted = noteAnswers(invoke, { history, region, execution: execution.name });
    return runExecution(spec, { clock, random, invoke: noted, tokens, onState, alive: () => this.#alive(region) });
  }

  #settle(started: Started, outcome: Outcome): void {
    started.outcome = outcome;
    started.stoppedAt = this.#ports.clock.now();
    this.#record(outcome.status, started.machine, { execution: started.name, ...outcome });
  }

  #record(status: 'RUNNING' | Outcome['status'], machine: Machine, detail: Record<string, unknown>): void {
    const { region } = machine;
    const kept = { arn: machine.arn, stateMachine: machine.name, ...detail };
    this.#ports.history.append({ kind: 'execution', region, name: status, detail: kept });
    this.#ports.publish?.(region, {
      Namespace: 'AWS/States',
      MetricData: [
        {
          MetricName: `Executions${status === 'RUNNING' ? 'Started' : metricOf[status]}`,
          Dimensions: [{ Name: 'StateMachineArn', Value: machine.arn }],
          Timestamp: new Date(this.#ports.clock.now()),
          Unit: 'Count',
          Value: 1,
        },
      ],
    });
  }

  /** A dark Region's executions make no progress; they go on where they were when it is healed. */
  #alive(region: string): Promise<void> {
    const { network } = this.#ports;
    if (!network.isDark(region)) return Promise.resolve();
    return new Promise((resolve) => {
      const unfollow = network.onChange(() => {
        if (network.isDark(region)) return;
        unfollow();
        resolve();
      });
    });
  }
}

/** "These client tokens are valid for up to 15 minutes after they are first used" (RedriveExecution). */
const tokenLifeMs = 15 * 60_000;
/** "The redrivable period of 14 days … starts from the day a state machine completes its execution" (RedriveExecution). */
const redrivablePeriodMs = 14 * 86_400_000;
/** "The execution event history count is less than 24,999" (RedriveExecution). */
const mostEvents = 24_999;
/** "The maximum open time of one year" (RedriveExecution). */
const longestOpenMs = 365 * 86_400_000;

/** Why an execution cannot be redriven, in the words of DescribeExecution's `redriveStatusReason`. */
export const notRedrivable = (execution: Started, now: number): string | undefined => {
  const { outcome, stoppedAt, startedAt, run } = execution;
  if (!outcome) return 'Execution is RUNNING and cannot be redriven';
  if (outcome.status === 'SUCCEEDED') return 'Execution is SUCCEEDED and cannot be redriven';
  if (run.log.events.length >= mostEvents) return 'Execution history event limit exceeded';
  if (now - startedAt > longestOpenMs) return 'Execution has exceeded the max execution time';
  return now - (stoppedAt ?? now) > redrivablePeriodMs ? 'Execution redrivable period exceeded' : undefined;
};

const check = ({ name, input }: { name: string; input: string }): void => {
  if (!namePattern.test(name)) throw refuse.name(name);
  if (tooLarge(input))
    throw refuse.validation(
      `Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${maximumPayloadBytes}`,
    );
  try {
    JSON.parse(input);
  } catch {
    throw refuse.input(input);
  }
};
