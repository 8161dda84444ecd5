import { expect, test } from '@jest/globals';
import { Outcome } from '../../functions/contract/execution.ts';
import { answerIn } from '../support/answers.ts';
import { endpointParameter, type Stage, stage } from '../support/ports.ts';
import { configWith, endpointOf, sessions, west } from '../support/sessions.ts';
import { runWorkflow, type WorkflowRun } from './run-workflow.ts';

const byAlarm = { datastore: 'sessions', requestedBy: 'alarm' };
const config = configWith({ policy: { ...sessions.policy, separation: 'approve' } });
const named = (name: string, message = `${name} happened`) => Object.assign(new Error(message), { name });
const changesLike = ({ hooks }: Stage, word: string) => hooks.changes.filter((change) => change.startsWith(word));
const publishedIn = ({ ports }: Stage) => JSON.parse(ports.parameters.current(west, endpointParameter)?.value ?? '{}');
const separated = (it: Stage) => changesLike(it, 'separate ');

/** A promotion that sticks in `modifying` until the policy's time is over; people are asked about separation. */
const stuck = async (status = 'modifying', replaced?: Parameters<typeof runWorkflow>[2]) => {
  const it = stage({ config });
  it.reality.promotion = 'ignored';
  it.hooks.after('topology.promote', () => {
    it.reality.status = status;
  });
  const run = runWorkflow(it, byAlarm, replaced);
  await run.clock.advance(310_000);
  return { it, run };
};
const approve = ({ it, run }: { it: Stage; run: WorkflowRun }, change: object = {}) => {
  const { token, output } = answerIn(it.pages.at(-1)?.body ?? '');
  run.tokens.succeed(token, JSON.stringify({ ...output, approvedBy: 'ada', ...change }));
};
const ended = async (run: WorkflowRun, seconds = 400) => {
  const end = await run.ended(seconds);
  return end.status === 'SUCCEEDED' ? Outcome.parse(JSON.parse(end.output)) : end;
};

test('a promotion that sticks: people are asked, it is separated, published as such, verified, closed', async () => {
  const { it, run } = await stuck();
  const [{ subject, body } = { subject: '', body: '' }] = it.pages;
  expect(subject).toBe('APPROVE? sessions: SEPARATE us-west-2 from its Global Datastore');
  for (const said of ['modifying', 'What is lost:', 'cannot be undone', 'Create a new Global Datastore'])
    expect(body).toContain(said);
  expect(answerIn(body).output).toMatchObject({ action: 'separate', datastore: 'sessions', target: west, epoch: 2 });
  expect(it.ports.journal.incidents.get('sessions')?.claim).toMatchObject({ yielding: true });
  approve({ it, run });

  expect(await ended(run)).toMatchObject({
    outcome: 'separated',
    epoch: { counter: 2, region: west },
    reason: `${west} left its Global Datastore and every shard takes writes`,
    approvedBy: 'ada',
    rpoBoundMs: 10_000,
  });
  expect(it.hooks.changes.slice(0, 4)).toEqual([
    `accept 2 ${west}`,
    'promote sessions-usw2',
    `note separation 2 ${west}`,
    'separate sessions-usw2',
  ]);
  expect(publishedIn(it)).toMatchObject({ separated: true, primaryRegion: west, primary: endpointOf(west) });
  expect(it.ports.records.sets[0]?.values).toEqual([endpointOf(west)]);
  expect(run.entered.slice(-6)).toEqual([
    'Promoted',
    'Publish',
    'PublishParameters',
    'UpdateDns',
    'VerifyCutover',
    'CloseIncident',
  ]);
  const { subject: closed, body: told } = it.pages.at(-1) ?? { subject: '', body: '' };
  expect(closed).toBe('SEPARATED: sessions in us-west-2');
  expect(told).toContain('how much is unknown');
  expect(told).toContain('failover.config.ts');
  expect(told).not.toContain('end it early');
});

test.each<[string, (it: Stage) => void]>([
  [
    'refused while the primary Region is dark',
    (it) => it.hooks.fail('topology.promote', named('InvalidGlobalReplicationGroupStateFault')),
  ],
  ['accepted, and then nothing happens', () => {}],
])('a promotion that is %s leads to the same question', async (_, breaks) => {
  const it = stage({ config });
  it.reality.promotion = 'ignored';
  breaks(it);
  const run = runWorkflow(it, byAlarm);
  await run.clock.advance(95_000);
  expect(it.pages.map(({ subject }) => subject)).toEqual([expect.stringContaining('SEPARATE')]);
  approve({ it, run });
  expect(await ended(run)).toMatchObject({ outcome: 'separated' });
  expect(it.hooks.calls.filter((call) => call === 'topology.promote')).toHaveLength(1);
  expect(separated(it)).toHaveLength(1);
});

test('a promotion that is refused though the primary Region answers is no case for the last resort', async () => {
  const it = stage({ config });
  it.hooks.fail('topology.promote', named('InvalidParameterValueException'));
  // The client alarm and the own reach confirm; the API of the primary Region answers.
  it.hooks.before('functions.witness', () => {
    throw named('TimeoutError');
  });
  const run = runWorkflow(it, byAlarm);
  expect(await ended(run)).toMatchObject({ error: 'PromotionRefused' });
  expect(separated(it)).toEqual([]);
});

test('where the policy says never, nobody is asked: people are told, with the command of the last resort', async () => {
  const it = stage();
  it.reality.promotion = 'ignored';
  it.hooks.after('topology.promote', () => {
    it.reality.status = 'modifying';
  });
  const run = runWorkflow(it, byAlarm);
  expect(await ended(run)).toMatchObject({ error: 'PromotionTimedOut' });
  expect(it.pages).toHaveLength(1);
  expect(it.pages[0]?.body).toContain('aws elasticache disassociate-global-replication-group --region us-west-2');
});

test('declined: nothing is separated, and people are told what is left, with the command', async () => {
  const { it, run } = await stuck();
  run.tokens.fail(answerIn(it.pages.at(-1)?.body ?? '').token, { error: 'ApprovalDeclined', cause: 'we wait for AWS' });
  expect(await ended(run)).toMatchObject({
    error: 'SeparationNotCalled',
    cause: expect.stringContaining('we wait for AWS'),
  });
  expect(separated(it)).toEqual([]);
  expect(it.pages.at(-1)?.body).toContain('disassociate-global-replication-group');
  expect(it.ports.journal.incidents.get('sessions')?.claim).toBeUndefined();
});

test('unanswered: the same; people are asked once in a run', async () => {
  const { it, run } = await stuck();
  expect(await ended(run, 1300)).toMatchObject({ error: 'SeparationNotCalled' });
  expect(run.entered.filter((name) => name === 'RequestSeparation')).toHaveLength(1);
  expect(it.pages.map(({ subject }) => subject.split(':')[0])).toEqual(['APPROVE? sessions', 'HELP']);
});

test('the promotion takes effect while people think: it is published as promoted, whatever they answer', async () => {
  const { it, run } = await stuck();
  Object.assign(it.reality, { primary: west, status: 'available' });
  approve({ it, run });
  expect(await ended(run)).toMatchObject({ outcome: 'lossy' });
  expect(separated(it)).toEqual([]);
  expect(publishedIn(it).separated).toBeUndefined();
});

test.each<[string, object]>([
  ['for a promotion', { action: 'promote' }],
  ['for another epoch', { epoch: 1 }],
  ['for another Region', { target: 'us-east-1' }],
  ['in nobody’s name', { approvedBy: 'YOUR NAME' }],
])('an answer %s approves no separation', async (_, change) => {
  const { it, run } = await stuck();
  approve({ it, run }, change);
  expect(await ended(run)).toMatchObject({ error: 'SeparationNotCalled', cause: expect.stringContaining('approval:') });
  expect(separated(it)).toEqual([]);
});

test.each(['TimeoutError', 'Runtime.ExitError'])(
  'a separation whose answer is lost (%s) is found by reading, and never sent again',
  async (error) => {
    const { it, run } = await stuck('modifying', ({ SeparateRegion }) => ({
      SeparateRegion: async (payload) => {
        await SeparateRegion?.(payload);
        throw named(error);
      },
    }));
    approve({ it, run });
    expect(await ended(run)).toMatchObject({ outcome: 'separated', approvedBy: 'ada' });
    expect(separated(it)).toHaveLength(1);
  },
);

test('a crash between the note and the call: it is not called, and people are told', async () => {
  const { it, run } = await stuck('available');
  it.hooks.before('separation.separate', () => {
    throw named('Runtime.ExitError');
  });
  approve({ it, run });
  expect(await ended(run, 400)).toMatchObject({ error: 'SeparationRefused' });
  expect(separated(it)).toEqual([]);
  expect(it.pages.at(-1)?.body).toContain('the separation of us-west-2 was noted at');
});

test('a separation that ElastiCache refuses: SeparationRefused, with its words', async () => {
  const { it, run } = await stuck();
  it.hooks.fail('separation.separate', named('InvalidGlobalReplicationGroupStateFault', 'it is modifying'));
  approve({ it, run });
  expect(await ended(run)).toMatchObject({
    error: 'SeparationRefused',
    cause: expect.stringContaining('it is modifying'),
  });
});

test('a separation that does not come: SeparationTimedOut, and no command to send it again', async () => {
  const { it, run } = await stuck();
  it.reality.separation = 'ignored';
  approve({ it, run });
  expect(await ended(run)).toMatchObject({ error: 'SeparationTimedOut' });
  expect(separated(it)).toHaveLength(1);
  expect(it.pages.at(-1)?.body).not.toContain('disassociate-global-replication-group --region');
});
