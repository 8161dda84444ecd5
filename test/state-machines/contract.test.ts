import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import aslValidator from 'asl-validator';
import * as errors from '../../functions/contract/errors.ts';
import { longestAfterlifeMs } from '../../functions/domain/claims.ts';
import { kebabCase, machine, type Place, places, root, tasks, text } from './definition.ts';

const named = tasks.map((place): [string, Place] => [place.name, place]);
const top = named.filter(([, { inBranch }]) => !inBranch);
const inBranches = named.filter(([, { inBranch }]) => inBranch);
const has = (...parts: string[]) => existsSync(path.join(root, ...parts));

const deployedText = text.replace(/\$\{(\w+)\}/g, 'arn:aws:lambda:us-west-2:111122223333:function:$1');

test('asl-validator has nothing against it', () => {
  const { isValid, errorsText } = aslValidator(JSON.parse(deployedText), { checkPaths: true, checkArn: false });
  expect([isValid, errorsText()]).toEqual([true, '']);
});

/** The one name that state, placeholder, handler, construct and test share. */
test.each(named)('%s is served by the function of its own name', (name, { state }) => {
  const invoked =
    state.Resource === 'arn:aws:states:::lambda:invoke.waitForTaskToken'
      ? state.Parameters?.FunctionName
      : state.Resource;
  expect(invoked).toBe(`\${${name}}`);
  expect(has('functions/handlers', `${kebabCase(name)}.ts`)).toBe(true);
  expect(has('test/handlers', `${kebabCase(name)}.test.ts`)).toBe(true);
});

test('every state has its construct, and every construct its state', () => {
  const source = readFileSync(path.join(root, 'infra/constructs/task-functions.ts'), 'utf8');
  const constructs = [...source.matchAll(/^ {4}(\w+): task\(\s*'(\w+)'/gm)];
  expect(constructs.map(([, key]) => key).sort()).toEqual(tasks.map(({ name }) => name).sort());
  for (const [, key, id] of constructs) expect(id).toBe(key);
});

test('placeholders stand inside strings, and no others than the states’ own', () => {
  const found = [...text.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
  expect(found.sort()).toEqual(tasks.map(({ name }) => name).sort());
  expect(() => JSON.parse(text)).not.toThrow();
});

/** Step Functions' own names, and those under which Lambda's failures reach it. */
const known: ReadonlySet<string> = new Set([
  'States.ALL',
  'States.Timeout',
  'Lambda.AWSLambdaException',
  'Lambda.SdkClientException',
  'Lambda.ServiceException',
  'Lambda.TooManyRequestsException',
  'Lambda.Unknown',
  'Runtime.ExitError',
  'Sandbox.Timedout',
  // A call of the SDK's that ran out of time. A step that does is Sandbox.Timedout.
  'TimeoutError',
  ...Object.keys(errors),
]);

test.each(named)('%s retries and catches only errors that exist', (_, { state }) => {
  const rules = [...state.Retry, ...state.Catch].flatMap(({ ErrorEquals }) => ErrorEquals);
  expect(rules.filter((error) => !known.has(error))).toEqual([]);
});

test.each(Object.entries(errors))('%s travels under its own name', (name, Failure) => {
  expect(new Failure('any').name).toBe(name);
});

test.each(named)('%s ends: it has a timeout, and retries by name', (_, { state }) => {
  expect('TimeoutSeconds' in state || 'TimeoutSecondsPath' in state).toBe(true);
  expect(state.Retry.length).toBeGreaterThan(0);
  for (const { ErrorEquals } of state.Retry) expect(ErrorEquals).not.toContain('States.ALL');
});

test('the execution ends too, after every approval there may be', () => {
  expect(machine.TimeoutSeconds).toBeGreaterThan(2 * 86_400);
});

/** Where a state's last catcher leads, which must be one for everything. */
const lastResort = ({ state }: Place) => {
  const last = state.Catch.at(-1);
  expect(last?.ErrorEquals).toEqual(['States.ALL']);
  return last?.Next;
};
const elsewhere: Readonly<Record<string, string>> = {
  PromoteRegion: 'CheckPromotion',
  RequestSeparation: 'CheckPromotion',
  SeparateRegion: 'CheckPromotion',
  AskForHelp: 'HelpFailed',
};

test.each(top)('%s hands every other failure to people', (name, place) => {
  expect(lastResort(place)).toBe(elsewhere[name] ?? 'AskForHelp');
});

/** Errors of ours that say that nothing was changed, and where each ends the run as held. */
const stops: Readonly<Record<string, readonly string[]>> = {
  AssessHealth: ['ClaimLost'],
  RequestApproval: ['ClaimLost'],
  CheckPromotion: ['PlanChanged', 'ClaimLost'],
};

test.each(named)('%s stops the run as held for what changed nothing, and for nothing else', (name, { state }) => {
  const stopped = state.Catch.filter(({ ResultPath }) => ResultPath === '$.stopped');
  const expected = stops[name] && {
    ErrorEquals: stops[name],
    ResultPath: '$.stopped',
    Next: 'CloseIncident',
  };
  expect(stopped).toEqual(expected ? [expected] : []);
});

test("OpenIncident waits for Reconcile's seconds, and no other state does", () => {
  const waits = tasks.flatMap(({ name, state }) =>
    state.Retry.filter(({ ErrorEquals }) => ErrorEquals.includes('ReconcileAtWork')).map((rule) => ({ name, ...rule })),
  );
  expect(waits).toEqual([
    { name: 'OpenIncident', ErrorEquals: ['ReconcileAtWork'], IntervalSeconds: 2, MaxAttempts: 33, BackoffRate: 1 },
  ]);
  // One that died with its claim is proven dead meanwhile: no run by alarm is lost to it.
  expect(2 * 33 * 1000).toBeGreaterThan(longestAfterlifeMs);
});

test.each(inBranches)('%s keeps its failure in its own branch', (_, place) => {
  const next = lastResort(place) ?? '';
  expect(place.siblings[next]).toMatchObject({ Type: 'Pass', Parameters: { 'failed.$': '$.failed' }, End: true });
});

test('a branch that fails all the same reaches people', () => {
  const parallels = places.filter(({ state }) => state.Type === 'Parallel');
  expect(parallels).toHaveLength(1);
  for (const place of parallels) expect(lastResort(place)).toBe('AskForHelp');
});

test.each(['PromoteRegion', 'SeparateRegion'])('%s is tried again only where it cannot have run', (changing) => {
  const task = tasks.find(({ name }) => name === changing);
  expect(task?.state.Retry.map(({ ErrorEquals }) => ErrorEquals)).toEqual([['Lambda.TooManyRequestsException']]);
});

test('SeparateRegion is reached only through its own question, and that only where the check opens it', () => {
  const leadingTo = (name: string) =>
    places
      .filter(({ state: { Next, Default, Choices, Catch } }) =>
        [Next, Default, ...Choices.map((choice) => choice.Next), ...Catch.map((rule) => rule.Next)].includes(name),
      )
      .map((place) => place.name);
  expect(leadingTo('SeparateRegion')).toEqual(['RequestSeparation']);
  expect(leadingTo('RequestSeparation')).toEqual(['Promoted']);
  const question = places.find(({ name }) => name === 'Promoted')?.state.Choices;
  expect(question).toContainEqual({ Variable: '$.check.lastResort', BooleanEquals: true, Next: 'RequestSeparation' });
});

/** What may be repeated at will is repeated when its function crashes, and when it is late. */
const once = ['PromoteRegion', 'RequestApproval', 'RequestSeparation', 'SeparateRegion'];
test.each(named.filter(([name]) => !once.includes(name)))(
  '%s is repeated after a crash of its function',
  (_, { state }) => {
    const retried = state.Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(retried).toEqual(
      expect.arrayContaining([
        'Lambda.TooManyRequestsException',
        'Lambda.Unknown',
        'Runtime.ExitError',
        'Sandbox.Timedout',
      ]),
    );
  },
);

test.each(named.filter(([name]) => ![...once, 'UpdateDns'].includes(name)))(
  '%s is repeated when it was late',
  (_, { state }) => {
    const retried = state.Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
    expect(retried).toEqual(expect.arrayContaining(['TimeoutError', 'States.Timeout']));
  },
);

test('UpdateDns is not: nothing waits for Route 53 twice', () => {
  const retried = tasks.find(({ name }) => name === 'UpdateDns')?.state.Retry.flatMap(({ ErrorEquals }) => ErrorEquals);
  expect(retried).not.toContain('TimeoutError');
});

test('every Wait takes its seconds from the policy', () => {
  const waits = places.filter(({ state }) => state.Type === 'Wait');
  expect(waits.map(({ state }) => state.SecondsPath)).toEqual(['$.run.waits.poll', '$.run.waits.poll']);
  for (const { state } of waits) expect('Seconds' in state).toBe(false);
});

test('$$.State is not used: it differs between interpreters', () => {
  expect(text).not.toContain('$$.State');
});

test('every state but a Fail can be left, and every state but the first is led to', () => {
  const led = new Set(
    places.flatMap(({ state }) => [
      state.Next,
      state.Default,
      ...state.Choices.map(({ Next }) => Next),
      ...state.Catch.map(({ Next }) => Next),
      ...state.Branches.map(({ StartAt }) => StartAt),
    ]),
  );
  expect(places.map(({ name }) => name).filter((name) => !led.has(name))).toEqual([machine.StartAt]);
});
