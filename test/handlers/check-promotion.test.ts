import { expect, test } from '@jest/globals';
import type { Intent } from '../../functions/contract/journal.ts';
import type { CaughtError } from '../../functions/contract/run-state.ts';
import { checkPromotion } from '../../functions/handlers/check-promotion.ts';
import { type Stage, stage } from '../support/ports.ts';
import { aRun, claimBy, setIncident } from '../support/run.ts';
import { ago, east, groupView, instant, now, outside, west } from '../support/sessions.ts';

const run = aRun();
const intent = (parts: Partial<Intent> = {}): Intent => ({
  epoch: { counter: 2, region: west },
  owner: run.execution.id,
  from: east,
  to: west,
  calledAt: instant(ago(10)),
  kind: 'promote',
  replaces: [],
  ...parts,
});
const called = (parts: Partial<Intent> = {}): Stage => {
  const it = stage();
  setIncident(it.ports.journal.incidents, {
    claim: claimBy(run.execution.id),
    intent: intent(parts),
    epoch: intent(parts).epoch,
  });
  return it;
};
const check = (it: Stage, promotionError?: CaughtError) =>
  checkPromotion(it.ports, it.settings)({ state: { run, ...(promotionError && { promotionError }) } });
const refused: CaughtError = {
  Error: 'InvalidGlobalReplicationGroupStateFault',
  Cause: '{"errorMessage":"it is not available"}',
};
const modifying = { status: 'modifying' };
const lost: CaughtError = { Error: 'TimeoutError', Cause: '{"errorMessage":"no answer"}' };

test('done once this Region is PRIMARY and every shard takes a write, which is noted', async () => {
  const it = called();
  it.reality.primary = west;
  expect(await check(it)).toEqual({
    done: true,
    epoch: { counter: 2, region: west },
    detail: expect.stringContaining('takes writes'),
    visibleAt: instant(now),
  });
  expect(it.ports.journal.incidents.get('sessions')?.intent?.verifiedAt).toBe(instant(now));
  expect(it.hooks.changes).toEqual([]);
});

test('a group that is still modifying degrades, and does not block', async () => {
  const it = called();
  it.reality.primary = west;
  it.reality.status = 'modifying';
  expect(await check(it)).toMatchObject({ done: true, degraded: 'the group is still modifying' });
});

test.each<[string, (it: Stage) => void]>([
  ['the old primary still is, and something is under way', ({ reality }) => Object.assign(reality, modifying)],
  [
    'it is PRIMARY and takes no writes',
    ({ reality }) => {
      reality.primary = west;
      reality.promotion = 'refuses-writes';
    },
  ],
  [
    'TouchCache fails',
    ({ reality, hooks }) => {
      reality.primary = west;
      hooks.fail('functions.touch');
    },
  ],
  [
    "this Region's API does not answer",
    ({ reality }) => {
      reality.dark.add(west);
    },
  ],
])('not done while %s, up to the end of its time', async (_, happen) => {
  const it = called({ calledAt: instant(ago(300)) });
  happen(it);
  expect(await check(it)).toMatchObject({ done: false, detail: expect.any(String) });

  it.reality.now += 1;
  await expect(check(it)).rejects.toMatchObject({ name: 'PromotionTimedOut' });
});

test('an unknown outcome is read: the effect came though the answer was lost', async () => {
  const it = called();
  it.reality.primary = west;
  expect(await check(it, lost)).toMatchObject({ done: true });
});

test('no trace of the call after 90 s: PromotionRefused, whatever PromoteRegion ended with', async () => {
  for (const error of [undefined, lost]) {
    const it = called({ calledAt: instant(ago(90)) });
    expect(await check(it, error)).toMatchObject({ done: false });
    it.reality.now += 1;
    await expect(check(it, error)).rejects.toMatchObject({
      name: 'PromotionRefused',
      message: expect.stringMatching(/^no effect of the call noted at 2026-/),
    });
  }
});

test.each<Partial<Intent>>([{ kind: 'adopt', from: west }, { from: west }])(
  'an intent that may have found this Region PRIMARY has no "before" to compare with: %j',
  async (parts) => {
    const it = called({ calledAt: instant(ago(91)), ...parts });
    it.reality.primary = west;
    it.reality.promotion = 'refuses-writes';
    expect(await check(it, refused)).toMatchObject({ done: false });
  },
);

test('refused, and the old primary still is: PromotionRefused, with what ElastiCache said', async () => {
  await expect(check(called(), refused)).rejects.toMatchObject({
    name: 'PromotionRefused',
    message: 'InvalidGlobalReplicationGroupStateFault: it is not available',
  });
});

test('refused while somebody else is changing it: still polled', async () => {
  const it = called();
  it.reality.status = 'modifying';
  expect(await check(it, refused)).toMatchObject({ done: false });
});

test('refused because it was promoted already: done', async () => {
  const it = called();
  it.reality.primary = west;
  expect(await check(it, refused)).toMatchObject({ done: true });
});

test('refused because it was promoted already, not writable yet: still polled, since something did change', async () => {
  const it = called();
  it.reality.primary = west;
  it.reality.promotion = 'refuses-writes';
  expect(await check(it, refused)).toMatchObject({ done: false });
});

test.each([undefined, refused, lost])(
  'another Region became primary meanwhile: AnotherRegionPromoted, after %j too',
  async (error) => {
    const it = called();
    it.reality.views.set(west, {
      ...groupView(east),
      members: [{ region: outside, replicationGroupId: 'x', role: 'PRIMARY', status: 'associated' }],
    });
    await expect(check(it, error)).rejects.toMatchObject({ name: 'AnotherRegionPromoted' });
  },
);

test.each<[string, string, Partial<Intent> | undefined, string, CaughtError | undefined]>([
  [
    'PromotionNotCalled',
    'no call is noted',
    undefined,
    run.execution.id,
    { Error: 'Runtime.ExitError', Cause: '{"errorMessage":"it crashed"}' },
  ],
  [
    'PlanChanged',
    'the second look came to something else',
    undefined,
    run.execution.id,
    { Error: 'PlanChanged', Cause: '{"errorMessage":"data arrives"}' },
  ],
  ['PromotionNotCalled', "the note is another run's", { owner: 'another' }, run.execution.id, undefined],
  ['ClaimLost', 'another run holds the datastore', undefined, 'another', undefined],
  [
    'ClaimLost',
    'PromoteRegion lost the claim',
    undefined,
    run.execution.id,
    { Error: 'ClaimLost', Cause: '{"errorMessage":"taken over"}' },
  ],
])('%s where %s', async (name, _, noted, holder, error) => {
  const it = stage();
  setIncident(it.ports.journal.incidents, { claim: claimBy(holder), ...(noted && { intent: intent(noted) }) });
  const end = check(it, error);
  await expect(end).rejects.toMatchObject({ name });
  if (error) await expect(end).rejects.toThrow(/data arrives|taken over|it crashed/);
});

test('a noted call is followed up, though PromoteRegion ended with PlanChanged or ClaimLost', async () => {
  for (const name of ['PlanChanged', 'ClaimLost']) {
    const it = called();
    it.reality.primary = west;
    expect(await check(it, { Error: name })).toMatchObject({ done: true });
  }
});
