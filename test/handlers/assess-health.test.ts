import { expect, test } from '@jest/globals';
import type { Run } from '../../functions/contract/execution.ts';
import { promotionProposed, requestOf } from '../../functions/domain/approval.ts';
import { assessHealth } from '../../functions/handlers/assess-health.ts';
import { endpointParameter, record, type Stage, stage, switchParameter } from '../support/ports.ts';
import { probeMemory } from '../support/readings.ts';
import { aRun, arnOf, claimBy, holding, setIncident } from '../support/run.ts';
import { ago, east, endpointOf, instant, now, west } from '../support/sessions.ts';

const assess = (it: Stage, run: Run = aRun(), state = holding(it, run)) =>
  assessHealth(it.ports, it.settings)({ state });
const claimOf = ({ ports }: Stage) => ports.journal.incidents.get('sessions')?.claim;
const contendedRun = aRun({ claim: 'contended', claimedBy: arnOf('other') });

test('a lost primary Region: promote, and the claim is held for it', async () => {
  const it = stage();
  expect(await assess(it)).toMatchObject({
    assessedAt: instant(now),
    next: 'promote',
    decision: { action: 'promote' },
  });
  expect(claimOf(it)).toMatchObject({ yielding: false });
  expect(it.hooks.changes).toEqual([]);
});

test.each<[next: string, yielding: boolean, why: string, happen: (it: Stage) => void]>([
  [
    'wait',
    true,
    'bad for too short',
    ({ ports }) => ports.journal.probes.set('sessions', probeMemory({ badSince: ago(5) })),
  ],
  ['ask', true, 'the switch asks people', ({ ports }) => ports.parameters.set(west, switchParameter, 'approve')],
  ['close', false, 'the switch is off', ({ ports }) => ports.parameters.set(west, switchParameter, 'off')],
  [
    'close',
    false,
    'data arrives',
    ({ reality }) => {
      reality.position += 1;
    },
  ],
])('next is %s, yielding %s: %s', async (next, yielding, _, happen) => {
  const it = stage();
  happen(it);
  expect(await assess(it)).toMatchObject({ next });
  expect(claimOf(it)).toMatchObject({ owner: aRun().execution.id, yielding });
});

test('a run whose claim was taken while it waited stops', async () => {
  const it = stage();
  const state = holding(it);
  setIncident(it.ports.journal.incidents, { claim: claimBy('another') });
  await expect(assess(it, aRun(), state)).rejects.toMatchObject({ name: 'ClaimLost' });
});

test('a new assessment that would promote takes a yielding claim over', async () => {
  const it = stage();
  const other = claimBy(arnOf('other'), { yielding: true });
  setIncident(it.ports.journal.incidents, { claim: other });
  expect(await assess(it, contendedRun, { run: contendedRun })).toMatchObject({ next: 'promote' });
  expect(claimOf(it)).toEqual(claimBy(contendedRun.execution.id));
});

test('one that would only wait or ask leaves it alone, and closes', async () => {
  const it = stage();
  it.ports.parameters.set(west, switchParameter, 'approve');
  const other = claimBy(arnOf('other'), { yielding: true });
  setIncident(it.ports.journal.incidents, { claim: other });
  expect(await assess(it, contendedRun, { run: contendedRun })).toMatchObject({
    next: 'close',
    decision: { action: 'ask' },
  });
  expect(claimOf(it)).toEqual(other);
});

test('an owner that stopped waiting meanwhile keeps its claim', async () => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { claim: claimBy(arnOf('other')) });
  await expect(assess(it, contendedRun, { run: contendedRun })).rejects.toMatchObject({ name: 'ClaimLost' });
  expect(claimOf(it)?.owner).toBe(arnOf('other'));
});

test('the grace of a change counts from the first assessment that saw it', async () => {
  const it = stage();
  it.reality.status = 'modifying';
  const first = await assess(it);
  expect(first).toMatchObject({ next: 'wait', changeSince: now });

  it.reality.now += 181_000;
  it.ports.journal.probes.set('sessions', probeMemory({ lookedAt: it.reality.now }));
  const second = await assess(it, aRun(), { run: aRun(), assessment: first });
  expect(second).toMatchObject({ changeSince: now, decision: { objections: [{ guard: 'ChangeInProgress' }] } });
  expect(second.next).toBe('ask');
});

test('a dry run plans each call with the value before and after, and changes nothing', async () => {
  const it = stage();
  const run = aRun({ mode: 'dry-run', claim: 'none' });
  const { next, plan } = await assess(it, run, { run });
  expect(next).toBe('close');
  expect(plan).toEqual([
    {
      call: `elasticache:FailoverGlobalReplicationGroup ldgnf-sessions in ${west}`,
      before: `primary ${east}`,
      after: `primary ${west} (sessions-usw2)`,
    },
    {
      call: `ssm:PutParameter ${endpointParameter} in ${west}`,
      before: expect.stringContaining('"counter":1'),
      after: expect.stringMatching(/"counter":2,"region":"us-west-2".*promotedAt/),
    },
    {
      call: `route53:ChangeResourceRecordSets ${record} in Z0SESSIONS0EXAMPLE`,
      before: endpointOf(east),
      after: endpointOf(west),
    },
  ]);
  expect(it.hooks.changes).toEqual([]);
  expect(it.hooks.calls.filter((call) => /claim|setYielding|accept/.test(call))).toEqual([]);
});

test('without the journal nothing is decided', async () => {
  const it = stage();
  const state = holding(it);
  it.hooks.fail('journal.readIncident');
  await expect(assess(it, aRun(), state)).rejects.toThrow('journal.readIncident is down');
});

test('what people declined is not asked again at once, and everything that was weighed is logged', async () => {
  const it = stage();
  it.ports.parameters.set(west, switchParameter, '{"automation": "approve", "reason": "a drill", "by": "ada"}');
  const asked = await assess(it);
  expect(asked.next).toBe('ask');
  const request = requestOf(promotionProposed('sessions', asked), {
    owner: arnOf('run-0'),
    now: new Date(now),
    seconds: 900,
  });
  const state = holding(it);
  setIncident(it.ports.journal.incidents, { approval: { ...request, declinedAt: instant(now) } });
  expect(await assess(it, aRun(), state)).toMatchObject({
    next: 'close',
    decision: { action: 'hold', reason: expect.stringMatching(/^people declined this at /) },
  });
  expect(it.lines.filter(({ message }) => message === 'decided').at(-1)?.fields).toMatchObject({
    datastore: 'sessions',
    requestedBy: 'alarm',
    action: 'hold',
    reason: expect.stringMatching(/^people declined/),
    switchNote: 'by ada, a drill',
    objections: [],
    waived: [],
  });
  it.reality.now += 900_000;
  it.ports.journal.probes.set('sessions', probeMemory({ lookedAt: it.reality.now }));
  expect((await assess(it, aRun(), state)).next).toBe('ask');
});

test('each guard that is waived is logged with its reason', async () => {
  const it = stage();
  it.ports.journal.probes.set('sessions', probeMemory({ badSince: ago(5) }));
  await assess(it, aRun({ trigger: 'manual', requestedBy: 'ada', override: ['NotPersistent'] }));
  expect(it.lines.at(-1)?.fields).toMatchObject({ requestedBy: 'ada', waived: ['NotPersistent: bad for 5 s of 20 s'] });
});
