import { expect, test } from '@jest/globals';
import { TravellingClock } from '../../sandbox/clock.ts';

const minute = 60_000;

test('what is due by the new time happens at once, in its order', () => {
  const clock = new TravellingClock();
  const happened: string[] = [];
  clock.after(2 * minute, () => happened.push('second'));
  clock.after(minute, () => happened.push('first'));
  const cancelLast = clock.after(5 * minute, () => happened.push('not yet'));

  clock.advance(3 * minute);

  expect(happened).toEqual(['first', 'second']);
  cancelLast();
});

test('a cancelled timer never fires, whether the clock is set forward or not', () => {
  const clock = new TravellingClock();
  const happened: string[] = [];
  clock.after(minute, () => happened.push('cancelled'))();

  clock.advance(2 * minute);

  expect(happened).toEqual([]);
});

test('a timer set while others fire waits its own time from then', () => {
  const clock = new TravellingClock();
  const happened: string[] = [];
  const cancels: (() => void)[] = [];
  clock.after(minute, () => {
    happened.push('outer');
    cancels.push(clock.after(minute, () => happened.push('inner')));
  });

  clock.advance(10 * minute);
  expect(happened).toEqual(['outer']);

  clock.advance(minute);
  expect(happened).toEqual(['outer', 'inner']);
});

test('what is due next is known, for whoever travels from one to the other', () => {
  const clock = new TravellingClock();
  expect(clock.nextDue()).toBeUndefined();
  const cancels = [3, 1, 2].map((minutes) => clock.after(minutes * minute, () => {}));
  const ahead = (): number => Math.round(((clock.nextDue() ?? 0) - clock.now()) / minute);
  expect(ahead()).toBe(1);
  cancels[1]?.();
  expect(ahead()).toBe(2);
  for (const cancel of cancels) cancel();
});

test('the shared lead tells how far it runs ahead', () => {
  const clock = new TravellingClock();
  clock.advance(90_000);
  expect(clock.lead[0]).toBe(90_000);
  const before = Date.now();
  const told = clock.now();
  expect(told).toBeGreaterThanOrEqual(before + 90_000);
  expect(told).toBeLessThanOrEqual(Date.now() + 90_000);
});
