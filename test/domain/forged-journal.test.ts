import { expect, test } from '@jest/globals';
import { isOverdue } from '../../functions/domain/claims.ts';
import { levelTrigger } from '../../functions/domain/level-trigger.ts';
import { standingPage } from '../../functions/domain/standing-page.ts';
import { recordOf } from '../support/readings.ts';
import { ago, east, instant, now, sessions, west } from '../support/sessions.ts';
import { held, intent, noted, promoted, step } from '../support/standing.ts';

const at = new Date(now);
const tomorrow = instant(now + 86_400_000);
const dead = { intentOwner: 'dead' } as const;

test('a call noted in the future was not noted by us: nothing is published for it', () => {
  const own = { ...promoted, mine: recordOf(east, 1) };
  expect(step({ ...own, rest: noted(intent(2)) }, dead)).toMatchObject({ kind: 'finish' });
  expect(step({ ...own, rest: noted(intent(2, { calledAt: tomorrow })) }, dead)).toEqual(held('PrimaryUnpublished'));
});

test('a promotion is noted by a run, never by Reconcile', () => {
  const own = { ...promoted, mine: recordOf(east, 1) };
  const owner = 'reconcile/somebody';
  expect(step({ ...own, rest: noted(intent(2, { owner })) }, dead)).toEqual(held('PrimaryUnpublished'));
  expect(step({ ...own, rest: noted(intent(2, { owner, kind: 'adopt', from: west })) }, dead)).toMatchObject({
    kind: 'finish',
  });
});

test('a claim from the future is overdue at once: people look at it', () => {
  const { policy } = sessions;
  expect(isOverdue({ since: tomorrow }, { policy, now: at })).toBe(true);
  expect(isOverdue({ since: instant(now + 5_000) }, { policy, now: at })).toBe(false);
});

test('an attempt noted in the future does not keep the level trigger silent', () => {
  const memory = { downSince: instant(ago(60)), attempts: 1, lastAttemptAt: tomorrow };
  expect(levelTrigger(memory, { outage: 'seen', mayStart: true, now: at })).toMatchObject({ start: true });
  const slightly = { ...memory, lastAttemptAt: instant(now + 1_000) };
  expect(levelTrigger(slightly, { outage: 'seen', mayStart: true, now: at })).toMatchObject({ start: false });
});

test('a page noted in the future silences none', () => {
  const standing = [{ reason: 'RolesUnclear', lastSeenAt: instant(ago(60)), pagedAt: tomorrow }];
  const found = { reason: 'RolesUnclear', mayPass: false };
  expect(standingPage({ standing }, { found, now: at })).toMatchObject({ page: true });
  const passing = { passingSince: tomorrow };
  expect(standingPage(passing, { found: { ...found, mayPass: true }, now: at })).toMatchObject({ page: true });
});
