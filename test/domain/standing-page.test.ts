import { expect, test } from '@jest/globals';
import { standingPage } from '../../functions/domain/standing-page.ts';
import { instant, now } from '../support/sessions.ts';

/** What each minute finds, `undefined` for a quiet one; returns the minutes in which people are paged. */
const pagedIn = (minutes: readonly (string | undefined)[], mayPass = (_: string) => false): number[] => {
  let memory: Parameters<typeof standingPage>[0];
  return minutes.flatMap((reason, minute) => {
    const found = reason === undefined ? undefined : { reason, mayPass: mayPass(reason) };
    const step = standingPage(memory, { found, now: new Date(now + minute * 60_000) });
    memory = step.page ? step.afterPage : step.memory;
    return step.page ? [minute] : [];
  });
};
const repeated = <T>(count: number, ...what: readonly T[]): T[] => Array.from({ length: count }, () => what).flat();
const quiet = (count: number) => repeated<string | undefined>(count, undefined);

test('a new difference is paged at once, a standing one every hour, none never', () => {
  expect(pagedIn(repeated(122, 'A'))).toEqual([0, 60, 120]);
  expect(pagedIn(quiet(5))).toEqual([]);
});

test('differences that take turns are each paged once', () => {
  expect(pagedIn(repeated(20, 'A', 'B'))).toEqual([0, 1]);
  expect(pagedIn(repeated(20, 'A', undefined))).toEqual([0]);
});

test('a reason is new again after ten minutes of absence, and not before', () => {
  expect(pagedIn(['A', ...quiet(8), 'A'])).toEqual([0]);
  expect(pagedIn(['A', ...quiet(9), 'A'])).toEqual([0, 10]);
});

test('what may pass by itself is paged from the third minute in a row, under whatever name it comes', () => {
  const always = () => true;
  expect(pagedIn(['A', 'A', undefined, 'A', 'A'], always)).toEqual([]);
  expect(pagedIn(['A', 'A', 'A', 'A'], always)).toEqual([2]);
  expect(pagedIn(['A', 'B', 'A', 'B', 'A'], always)).toEqual([2, 3]);
  expect(pagedIn(['A', 'A', 'B', 'A', 'A'], (reason) => reason === 'A')).toEqual([2]);
});

test('in calm nothing changes from minute to minute', () => {
  expect(standingPage({}, { found: undefined, now: new Date(now) }).memory).toEqual({});
});

test('a page that failed is due again the next minute', () => {
  const first = standingPage(undefined, { found: { reason: 'A', mayPass: false }, now: new Date(now) });
  const next = standingPage(first.memory, { found: { reason: 'A', mayPass: false }, now: new Date(now + 60_000) });
  expect([first.page, next.page]).toEqual([true, true]);
});

test('of the first difference ever, itself is remembered and nothing else, and once it is paged, when', () => {
  const at = instant(now);
  for (const before of [undefined, {}])
    expect(standingPage(before, { found: { reason: 'A', mayPass: false }, now: new Date(now) })).toStrictEqual({
      page: true,
      memory: { standing: [{ reason: 'A', lastSeenAt: at }] },
      afterPage: { standing: [{ reason: 'A', lastSeenAt: at, pagedAt: at }] },
    });
});

test('what people are only reminded of is paged once a day', () => {
  let memory: Parameters<typeof standingPage>[0];
  const hours = Array.from({ length: 49 * 60 }, (_, minute) => minute).flatMap((minute) => {
    const found = { reason: 'Separated', mayPass: false, isReminder: true };
    const step = standingPage(memory, { found, now: new Date(now + minute * 60_000) });
    memory = step.page ? step.afterPage : step.memory;
    return step.page ? [minute / 60] : [];
  });
  expect(hours).toEqual([0, 24, 48]);
});
