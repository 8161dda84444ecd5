import { expect, test } from '@jest/globals';
import { installGlobals } from '../../../sandbox/simulation/virtual-globals.ts';
import { VirtualTimers } from '../../../sandbox/simulation/virtual-timers.ts';

const start = Date.parse('2026-11-23T08:00:00Z');

/** Lets all timers fire: what each said, with the milliseconds that had passed by then. */
const played = (begin: (timers: VirtualTimers, say: (word: string) => () => void) => void): string[] => {
  const timers = new VirtualTimers(start);
  const said: string[] = [];
  begin(timers, (word) => () => said.push(`${timers.now - start} ${word}`));
  for (let fired = 0; fired < 20 && timers.next(); fired += 1);
  return said;
};

test('what is due first comes first, and of the same moment what was asked for first', () => {
  const said = played((timers, say) => {
    timers.after(20, say('b'));
    timers.after(10, say('a'));
    timers.after(20.9, say('c'));
    timers.after(20, say('d'));
  });
  expect(said).toEqual(['10 a', '20 b', '20 c', '20 d']);
});

test('no time, and what is no time, is now; it never goes back', () => {
  expect(played((timers, say) => timers.after(Number.NaN, say('a')))).toEqual(['0 a']);
  expect(played((timers, say) => timers.after(-5, say('a')))).toEqual(['0 a']);
});

test('a wait that Node could not hold is over at once, as there: who asks for one finds out here', () => {
  const longest = 2 ** 31 - 1;
  expect(played((timers, say) => timers.after(longest, say('a')))).toEqual([`${longest} a`]);
  expect(played((timers, say) => timers.after(longest + 1, say('a')))).toEqual(['1 a']);
});

test('a cancelled timer never fires, and time does not pass for it', () => {
  const timers = new VirtualTimers(start);
  timers.cancel(timers.after(10, () => {}));
  expect([timers.next(), timers.now]).toEqual([false, start]);
});

test('an interval fires until it is cancelled, also by itself', () => {
  const said = played((timers, say) => {
    const each = timers.every(10, () => {
      say('tick')();
      if (timers.now >= start + 30) timers.cancel(each);
    });
  });
  expect(said).toEqual(['10 tick', '20 tick', '30 tick']);
});

test('the globals keep its time, hand over what they are given, and are given back', () => {
  const timers = new VirtualTimers(start);
  const before = new Date();
  const machines = [setTimeout, clearTimeout, setInterval, clearInterval, Date];
  const giveBack = installGlobals(timers);
  try {
    const told: unknown[] = [];
    setTimeout((...given: unknown[]) => told.push(...given, Date.now(), new Date().toISOString()), 1_500, 'a', 'b');
    clearTimeout(setTimeout(() => told.push('cancelled'), 1));
    while (timers.next());
    expect(told).toEqual(['a', 'b', start + 1_500, '2026-11-23T08:00:01.500Z']);
    expect(new Date(0).toISOString()).toBe('1970-01-01T00:00:00.000Z');
    expect(before instanceof Date && new Date() instanceof Date).toBe(true);
  } finally {
    giveBack();
  }
  expect([setTimeout, clearTimeout, setInterval, clearInterval, Date]).toEqual(machines);
});
