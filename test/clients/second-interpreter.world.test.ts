import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import {
  type Outcome,
  parseDefinition,
  runExecution,
  type TaskInvocation,
  TaskTokens,
} from '../../sandbox/workflow.ts';
import { places, tasks, text } from '../state-machines/definition.ts';
import { manualClock } from '../support/manual-clock.ts';

/** moto has an interpreter of its own for the Amazon States Language: where it is missing, this is skipped by name. */
const withMoto = spawnSync('python3', ['-c', 'import moto.stepfunctions.parser']).status === 0 ? test : test.skip;

const account = '111122223333';
const region = 'us-west-2';
const name = 'run-1';
const input = { datastore: 'sessions' };

/** How a function ends at one of its calls; `answered` and `declined` are what people then say to its token. */
type Answer =
  | { readonly result: unknown }
  | { readonly error: string }
  | { readonly answered: unknown }
  | { readonly declined: string };
/** By function; the last answer is repeated. */
type Answers = Readonly<Record<string, readonly Answer[]>>;

/** What both interpreters must agree on. */
interface Came {
  readonly status: string;
  readonly output?: string;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
  /** States, in the order in which they were entered. */
  readonly entered: readonly string[];
  /** Functions with their payloads, in the order of their calls. */
  readonly called: readonly (readonly [name: string, payload: unknown])[];
}

// moto knows no redrives, and no `$$.Execution.RedriveCount`.
const definition = text
  .replace(/\$\{(\w+)\}/g, `arn:aws:lambda:${region}:${account}:function:$1`)
  .replaceAll('"redrive.$": "$$.Execution.RedriveCount"', '"redrive": 0');

const result = (value: object): Answer => ({ result: value });
const failing = (error: string): Answer => ({ error });
const run = { claim: 'granted', waits: { poll: 0, approval: 5 } };
const done = result({ done: true });

const routes: Readonly<Record<string, Answers>> = {
  promoted: {
    OpenIncident: [result(run)],
    AssessHealth: [result({ next: 'promote' })],
    RequestApproval: [{ answered: { approvedBy: 'ada' } }],
    PromoteRegion: [result({ epoch: 2 })],
    CheckPromotion: [done],
    RequestSeparation: [{ answered: { approvedBy: 'grace' } }],
    SeparateRegion: [result({ epoch: 2 })],
    PublishParameters: [result({ version: 3 })],
    UpdateDns: [result({ outcome: 'changed' })],
    VerifyCutover: [result({ written: true })],
    CloseIncident: [result({ outcome: 'lossy' })],
    AskForHelp: [result({ told: true })],
  },
  refused: { OpenIncident: [result({ ...run, claim: 'refused' })] },
  held: { AssessHealth: [result({ next: 'close' })] },
  waited: { AssessHealth: [result({ next: 'wait' }), result({ next: 'wait' }), result({ next: 'promote' })] },
  asked: { AssessHealth: [result({ next: 'ask' })] },
  awaited: { CheckPromotion: [result({ done: false, lastResort: false }), done] },
  separated: { CheckPromotion: [result({ done: false, lastResort: true }), done] },
  helped: { VerifyCutover: [failing('Boom')] },
};

/** The way on which a state is met, besides the plain one. */
const wayTo: Readonly<Record<string, string>> = {
  RequestApproval: 'asked',
  RequestSeparation: 'separated',
  SeparateRegion: 'separated',
  AskForHelp: 'helped',
};

type Task = (typeof tasks)[number];
/** Only the service itself gives errors names of its own. */
const namesIn = (rules: Task['state']['Retry']): readonly string[] =>
  rules.flatMap(({ ErrorEquals }) => ErrorEquals.filter((error) => !error.startsWith('States.')).slice(0, 1));
const wayOf = ({ name: task }: Task): Answers => routes[wayTo[task] ?? 'promoted'] ?? {};
const usualOf = (task: Task): Answer => ({ ...routes.promoted, ...wayOf(task) })[task.name]?.[0] ?? result({});

/** A function fails for good where it is met: under a name of each rule, and under one that no rule has. People decline. */
const failures = tasks.flatMap((task) => {
  const { name: met, state } = task;
  const errors = [...namesIn(state.Retry), ...namesIn(state.Catch), 'Boom'].map(failing);
  const answers = 'answered' in usualOf(task) ? [...errors, { declined: 'ApprovalDeclined' }] : errors;
  return answers.map((answer) => [`${met}: ${JSON.stringify(answer)}`, { ...wayOf(task), [met]: [answer] }] as const);
});

/** On each way every function fails once under a name of each rule that tries again, and goes on. */
const retried = Object.entries(routes).map(([way, answers]) => {
  const slow = tasks.map(({ name: met, state }) => {
    const usual = { ...routes.promoted, ...answers }[met] ?? [];
    return [met, [...namesIn(state.Retry).map(failing), ...usual]] as const;
  });
  return [`${way}, with retries`, Object.fromEntries(slow)] as const;
});

const scripts = [...Object.entries<Answers>(routes), ...retried, ...failures].map(([about, answers]) => ({
  about,
  input,
  answers: { ...routes.promoted, ...answers },
}));

const ours = async (answers: Answers): Promise<Came> => {
  const clock = manualClock(0);
  const entered: string[] = [];
  const called: [string, unknown][] = [];
  const tokens = new TaskTokens(() => 0.5);
  const turns = new Map<string, number>();
  const invoke = async ({ functionName, payload }: TaskInvocation) => {
    const [task = ''] = functionName.split(':').slice(-1);
    const sent = JSON.parse(payload);
    called.push([task, sent]);
    const turn = turns.get(task) ?? 0;
    turns.set(task, turn + 1);
    const answer = answers[task]?.[turn] ?? answers[task]?.at(-1) ?? result({});
    if ('answered' in answer) clock.after(50, () => tokens.succeed(sent.token, JSON.stringify(answer.answered)));
    if ('declined' in answer) clock.after(50, () => tokens.fail(sent.token, { error: answer.declined }));
    const executedVersion = '$LATEST';
    if ('error' in answer) {
      const failure = { errorType: answer.error, errorMessage: 'no', trace: [] };
      return { payload: JSON.stringify(failure), functionError: 'Unhandled', executedVersion };
    }
    return { payload: JSON.stringify('result' in answer ? answer.result : null), executedVersion };
  };
  const { settled } = runExecution(
    {
      definition: parseDefinition(definition),
      region,
      roleArn: `arn:aws:iam::${account}:role/failover`,
      stateMachine: { arn: `arn:aws:states:${region}:${account}:stateMachine:failover`, name: 'failover' },
      execution: { arn: `arn:aws:states:${region}:${account}:execution:failover:${name}`, name },
      input: JSON.stringify(input),
    },
    {
      clock,
      random: () => 0.5,
      tokens,
      invoke,
      alive: async () => {},
      onState: (state) => void (state.at === 'entered' && entered.push(state.name)),
    },
  );
  let end: Outcome | undefined;
  settled.then((outcome) => {
    end = outcome;
  });
  for (let seconds = 0; end === undefined && seconds < 600; seconds += 1) await clock.advance(1_000);
  if (end === undefined) throw new Error('it still runs after ten minutes');
  return { ...end, entered, called };
};

/**
 * Without what is another at every run, and the cause of a declined question, which moto has as `null`; the two branches
 * each by themselves, since they run side by side.
 */
const comparable = ({ entered, called, output, ...end }: Came) => {
  const branches = places.filter(({ inBranch }) => inBranch).map((place) => place.name);
  const apart = <T>(all: readonly T[], nameIn: (each: T) => string): readonly (readonly T[])[] => [
    all.filter((each) => !branches.includes(nameIn(each))),
    ...['Parameters', 'Dns'].map((branch) =>
      all.filter((each) => branches.includes(nameIn(each)) && nameIn(each).includes(branch)),
    ),
  ];
  const whole = {
    ...end,
    output: output && JSON.parse(output),
    entered: apart(entered, String),
    called: apart(called, ([task]) => task),
  };
  return JSON.parse(
    JSON.stringify(whole, (key, value) =>
      value === null || value === '' || ['id', 'startedAt', 'token'].includes(key) ? undefined : value,
    ),
  );
};

withMoto(
  'another interpreter takes the same ways through the workflow, with the same payloads, to the same ends',
  async () => {
    const file = path.join(import.meta.dirname, 'second-interpreter.py');
    const { stdout, stderr } = spawnSync('python3', [file], {
      input: JSON.stringify({ definition, scripts }),
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
    });
    if (stdout === '') throw new Error(stderr);
    const theirs: readonly Came[] = JSON.parse(stdout);
    const entered = new Set<string>();
    for (const [index, { about, answers }] of scripts.entries()) {
      const came = await ours(answers);
      for (const state of came.entered) entered.add(state);
      expect({ about, ...comparable(came) }).toEqual({ about, ...comparable(theirs[index] as Came) });
    }
    expect([...entered].toSorted()).toEqual(places.map((place) => place.name).toSorted());
  },
  240_000,
);
