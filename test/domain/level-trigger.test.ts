import { expect, test } from '@jest/globals';
import { type Level, levelTrigger } from '../../functions/domain/level-trigger.ts';
import { standingPage } from '../../functions/domain/standing-page.ts';
import { ago, instant, now } from '../support/sessions.ts';

const minute = 60;
const at = (before: Level | undefined, { isDown = true, mayStart = true, seconds = 0 } = {}) =>
  levelTrigger(before, { isDown, mayStart, now: new Date(now + seconds * 1000) });

test('starts at once, and again after 1, 2, 4, 8 and then every 15 minutes, for as long as it is bad', () => {
  const starts: number[] = [];
  let memory: Level | undefined;
  for (let passed = 0; passed <= 62; passed++) {
    const step = at(memory, { seconds: passed * minute });
    memory = step.memory;
    if (step.start) starts.push(passed);
  }
  expect(starts).toEqual([0, 1, 3, 7, 15, 30, 45, 60]);
  expect(memory).toMatchObject({ downSince: instant(now), attempts: 8 });
});

test('while something forbids it nothing starts, and nothing is forgotten', () => {
  const before = { downSince: instant(ago(600)), attempts: 2, lastAttemptAt: instant(ago(600)) };
  expect(at(before, { mayStart: false })).toEqual({ start: false, memory: before });
  expect(at(undefined, { mayStart: false }).memory).toEqual({ downSince: instant(now), attempts: 0 });
  expect(at(before).start).toBe(true);
});

test('once it is good again it begins anew', () => {
  const before = { downSince: instant(ago(600)), attempts: 5, lastAttemptAt: instant(ago(1)) };
  expect(at(before, { isDown: false })).toEqual({ start: false, memory: { attempts: 0 } });
  expect(at({ attempts: 0 })).toMatchObject({ start: true, memory: { downSince: instant(now), attempts: 1 } });
});

const page = (before: Parameters<typeof standingPage>[0], reason: string | undefined) =>
  standingPage(before, { reason, now: new Date(now) });

test('a new difference is paged at once, a standing one every hour, none never', () => {
  const before = (seconds: number) => ({ pagedReason: 'RolesUnclear', pagedAt: instant(ago(seconds)) });
  const paged = { page: true, memory: { pagedReason: 'RolesUnclear', pagedAt: instant(now) } };
  expect(page(undefined, 'RolesUnclear')).toEqual(paged);
  expect(page(before(3599), 'RolesUnclear')).toEqual({ page: false, memory: before(3599) });
  expect(page(before(3600), 'RolesUnclear')).toEqual(paged);
  expect(page({ pagedReason: 'Unconfirmed', pagedAt: instant(ago(1)) }, 'RolesUnclear')).toEqual(paged);
  expect(page(before(1), undefined)).toEqual({ page: false, memory: {} });
});
