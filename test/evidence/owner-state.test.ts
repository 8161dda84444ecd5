import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { longestExecutionMs } from '../../functions/domain/claims.ts';
import { ownerSeen, ownerState } from '../../functions/evidence/owner-state.ts';
import { stage } from '../support/ports.ts';
import { arnOf, claimBy } from '../support/run.ts';
import { ago, instant } from '../support/sessions.ts';

const run = claimBy(arnOf('run-1'));
const ended = (seconds: number) => ({ state: 'ended' as const, at: new Date(ago(seconds) - 1) });

test.each([
  ['alive', 'it runs', undefined],
  [
    'alive',
    'it ended so short ago that its last function may still act',
    { state: 'ended' as const, at: new Date(ago(60)) },
  ],
  ['dead', 'it ended, and its last function is over', ended(60)],
  ['unknown', 'nobody knows of it, and it may be young: no proof of death', { state: 'gone' as const }],
])('an execution is %s: %s', async (state, _, ending) => {
  const it = stage();
  if (ending) it.endings.set(run.owner, ending);
  expect(await ownerState(it.ports, run)).toBe(state);
});

test.each([
  ['alive', 60],
  ['dead', 61],
])('a Reconcile is %s %d s after it began: Lambda ended it at 50 s', async (state, seconds) => {
  const claim = claimBy('reconcile/request-1', { since: instant(ago(seconds)) });
  expect(await ownerState(stage().ports, claim)).toBe(state);
});

test('a doubt about Step Functions is never read as death', async () => {
  const it = stage();
  it.hooks.fail('executions.status');
  await expect(ownerState(it.ports, run)).rejects.toThrow();
  expect(await ownerSeen(it.ports, run)).toBe('unknown');
  expect(it.lines).toMatchObject([{ fields: { owner: run.owner, error: expect.stringContaining('is down') } }]);
  expect(await ownerState(it.ports, undefined)).toBe('unknown');
});

test.each([
  ['unknown', 180_060],
  ['dead', 180_061],
])(
  'an execution that Step Functions has forgotten is %s %d s after its claim: none lasts longer',
  async (state, seconds) => {
    const it = stage();
    it.endings.set(run.owner, { state: 'gone' });
    expect(await ownerState(it.ports, claimBy(run.owner, { since: instant(ago(seconds)) }))).toBe(state);
  },
);

test('no execution lasts longer than the state machine says', () => {
  const machine: unknown = JSON.parse(
    readFileSync(new URL('../../state-machines/failover.asl.json', import.meta.url), 'utf8'),
  );
  expect(machine).toMatchObject({ TimeoutSeconds: longestExecutionMs / 1000 });
});

test.each([
  ['dead', 'it was noted while its run was at work', claimBy(run.owner, { since: instant(ago(600)) }), ended(300)],
  [
    'unknown',
    'it was noted long after its run had ended',
    claimBy(run.owner, { since: instant(ago(60)) }),
    ended(3600),
  ],
  [
    'unknown',
    'nobody knows its run, however long ago',
    claimBy(run.owner, { since: instant(ago(100 * 86_400)) }),
    { state: 'gone' as const },
  ],
])('who noted a call is %s: %s', async (state, _, call, ending) => {
  const it = stage();
  it.endings.set(run.owner, ending);
  expect(await ownerState(it.ports, call, 'call')).toBe(state);
});

test('a claim that was taken after its run had ended is freed all the same', async () => {
  const it = stage();
  it.endings.set(run.owner, ended(3600));
  expect(await ownerState(it.ports, claimBy(run.owner, { since: instant(ago(61)) }))).toBe('dead');
});
