import { expect, test } from '@jest/globals';
import { type Level, levelTrigger } from '../../functions/domain/level-trigger.ts';
import { ago, instant, now } from '../support/sessions.ts';

const minute = 60;
const at = (
  before: Level | undefined,
  { outage = 'seen' as 'seen' | 'not' | 'unknown', mayStart = true, seconds = 0 } = {},
) => levelTrigger(before, { outage, mayStart, now: new Date(now + seconds * 1000) });

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

test('a look that cannot tell starts nothing, and forgets nothing', () => {
  const before = { downSince: instant(ago(600)), attempts: 5, lastAttemptAt: instant(ago(900)) };
  expect(at(before, { outage: 'unknown' })).toEqual({ start: false, memory: before });
  expect(at(undefined, { outage: 'unknown' })).toEqual({ start: false, memory: { attempts: 0 } });
});

test('once it is good again it begins anew', () => {
  const before = { downSince: instant(ago(600)), attempts: 5, lastAttemptAt: instant(ago(1)) };
  expect(at(before, { outage: 'not' })).toEqual({ start: false, memory: { attempts: 0 } });
  expect(at({ attempts: 0 })).toMatchObject({ start: true, memory: { downSince: instant(now), attempts: 1 } });
});
