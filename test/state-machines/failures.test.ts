import { expect, test } from '@jest/globals';
import { Outcome } from '../../functions/contract/execution.ts';
import { type Stage, stage } from '../support/ports.ts';
import { east, endpointOf, now, west } from '../support/sessions.ts';
import { tasks } from './definition.ts';
import { runWorkflow } from './run-workflow.ts';

const byAlarm = { datastore: 'sessions', requestedBy: 'alarm' };
const named = (name: string) => Object.assign(new Error(`${name} happened`), { name });
const fails = (name: string) => async () => Promise.reject(named(name));
const promoted = ({ hooks }: Stage) => hooks.changes.filter((change) => change.startsWith('promote')).length;
const claimOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.claim;
const outcome = async (run: ReturnType<typeof runWorkflow>) => {
  const end = await run.ended(400);
  return end.status === 'SUCCEEDED' ? Outcome.parse(JSON.parse(end.output)) : end;
};

test.each(['TimeoutError', 'Runtime.ExitError', 'Lambda.Unknown'])(
  'a promotion that ends in %s after its effect is found by reading, and never sent again',
  async (error) => {
    const it = stage();
    const run = runWorkflow(it, byAlarm, ({ PromoteRegion }) => ({
      PromoteRegion: async (payload) => {
        await PromoteRegion?.(payload);
        throw named(error);
      },
    }));
    expect(await outcome(run)).toMatchObject({ outcome: 'lossy' });
    expect(promoted(it)).toBe(1);
  },
);

test.each([
  ['no trace after 90 s', 'PromotionRefused', 'available', 91],
  ['never done', 'PromotionTimedOut', 'modifying', 301],
])('a promotion of which there is %s: people are told, and nothing is published', async (_, error, status, seconds) => {
  const it = stage();
  it.reality.promotion = 'ignored';
  it.hooks.after('topology.promote', () => {
    it.reality.status = status;
  });
  const run = runWorkflow(it, byAlarm);
  expect(await outcome(run)).toMatchObject({ status: 'FAILED', error });
  expect(Math.floor((run.clock.now() - now) / 1000)).toBeGreaterThanOrEqual(seconds);
  expect(Math.floor((run.clock.now() - now) / 1000)).toBeLessThanOrEqual(seconds + 1);
  expect(it.hooks.changes).toEqual([`accept 2 ${west}`, 'promote sessions-usw2']);
  expect(it.pages).toHaveLength(1);
  expect(it.pages[0]?.body).toContain('the promotion of us-west-2 was noted at');
  expect(it.pages[0]?.body).toContain('aws elasticache failover-global-replication-group --region us-west-2');
  expect(claimOf(it)).toBeUndefined();
});

test('a promotion that was refused: PromotionRefused, with the words of ElastiCache', async () => {
  const it = stage();
  it.hooks.fail('topology.promote', named('InvalidGlobalReplicationGroupStateFault'));
  expect(await outcome(runWorkflow(it, byAlarm))).toMatchObject({
    error: 'PromotionRefused',
    cause: expect.stringContaining('InvalidGlobalReplicationGroupStateFault happened'),
  });
});

test('a promotion that was never called: PromotionNotCalled, and nothing was accepted', async () => {
  const it = stage();
  const run = runWorkflow(it, byAlarm, () => ({ PromoteRegion: fails('AccessDeniedException') }));
  expect(await outcome(run)).toMatchObject({ error: 'PromotionNotCalled' });
  expect(it.hooks.changes).toEqual([]);
  expect(it.pages[0]?.body).toContain('nothing was promoted and nothing was published');
});

test("L7: with Route 53's control plane down the incident closes as degraded, and clients that read SSM move", async () => {
  const it = stage();
  it.hooks.fail('records.read', named('TimeoutError'));
  expect(await outcome(runWorkflow(it, byAlarm))).toMatchObject({
    outcome: 'lossy',
    degraded: ['the DNS record was not changed: TimeoutError: TimeoutError happened'],
  });
  expect(it.pages).toMatchObject([{ subject: 'DEGRADED: FAILED OVER: sessions in us-west-2' }]);
  expect(it.ports.records.sets[0]?.values).toEqual([endpointOf(east)]);
});

test('a parameter that cannot be written fails the run, though the record moved', async () => {
  const it = stage();
  it.hooks.fail('parameters.write', named('ThrottlingException'));
  expect(await outcome(runWorkflow(it, byAlarm))).toMatchObject({
    error: 'PublicationFailed',
    cause: expect.stringContaining('ThrottlingException happened'),
  });
  expect(it.ports.records.sets[0]?.values).toEqual([endpointOf(west)]);
  expect(it.pages[0]?.body).toMatch(/the parameter: failed \(PublicationFailed\)\n- the DNS record: changed/);
});

test('a published endpoint that takes no writes fails the run', async () => {
  const it = stage();
  it.hooks.after('records.change', () => {
    it.reality.promotion = 'refuses-writes';
  });
  expect(await outcome(runWorkflow(it, byAlarm))).toMatchObject({ error: 'VerificationFailed' });
});

/** What a run comes to when one function never does anything but fail. */
const ends: Readonly<Record<string, object>> = {
  PromoteRegion: { status: 'FAILED', error: 'PromotionNotCalled' },
  PublishParameters: { status: 'FAILED', error: 'PublicationFailed' },
  UpdateDns: { outcome: 'lossy', degraded: [expect.stringContaining('Boom')] },
  AskForHelp: { outcome: 'lossy' },
  // Not on this way.
  RequestApproval: { outcome: 'lossy' },
  RequestSeparation: { outcome: 'lossy' },
  SeparateRegion: { outcome: 'lossy' },
};

test.each(tasks.map(({ name }) => name))('%s failing for ever reaches people', async (name) => {
  const it = stage();
  const run = runWorkflow(it, byAlarm, () => ({ [name]: fails('Boom') }));
  const end = await outcome(run);
  expect(end).toMatchObject(ends[name] ?? { status: 'FAILED', error: 'Boom' });
  expect(it.pages.length).toBeGreaterThan(0);
  if (!('outcome' in end)) expect(run.entered.slice(-2)).toEqual(['AskForHelp', 'Failed']);
  expect(promoted(it)).toBeLessThanOrEqual(1);
});

const repeatable = tasks
  .map(({ name }) => name)
  .filter((name) => !/^(Promote|Separate)Region$|^Request|^AskForHelp$/.test(name));
test.each(repeatable.flatMap((name) => [`before ${name}`, `after ${name}`]))(
  'a crash %s has done its work is repeated, and the run succeeds',
  async (crash) => {
    const [when, name = ''] = crash.split(' ');
    const it = stage();
    let first = true;
    const run = runWorkflow(it, byAlarm, (handlers) => ({
      [name]: async (payload) => {
        if (!first) return handlers[name]?.(payload);
        first = false;
        if (when === 'after') await handlers[name]?.(payload);
        throw named('Runtime.ExitError');
      },
    }));
    expect(await outcome(run)).toMatchObject({ outcome: 'lossy', degraded: [] });
    expect(promoted(it)).toBe(1);
  },
);

test('AskForHelp failing for ever ends as HelpFailed, which the alarm on failed executions sees', async () => {
  const it = stage();
  const run = runWorkflow(it, byAlarm, () => ({ AssessHealth: fails('Boom'), AskForHelp: fails('Boom') }));
  expect(await outcome(run)).toMatchObject({ status: 'FAILED', error: 'HelpFailed' });
});

test('with SNS and EventBridge down the run fails as well', async () => {
  const it = stage();
  it.hooks.fail('pager.page');
  it.hooks.fail('bus.emit');
  expect(await outcome(runWorkflow(it, byAlarm))).toMatchObject({ status: 'FAILED', error: 'HelpFailed' });
});
