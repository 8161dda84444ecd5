import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { automationInForce, describeSwitch, mayAct } from '../../functions/domain/automation.ts';
import { answered, failed } from '../support/readings.ts';
import { ago, instant, now } from '../support/sessions.ts';

const words = ['off', 'observe', 'approve', 'auto'] as const;
const flag = (value: string) => answered({ value, version: 1 });
const inForce = (value: string, configured: (typeof words)[number] = 'auto') =>
  automationInForce(configured, { read: flag(value), now: new Date(now) });
const switched = (parts: object) => inForce(JSON.stringify({ automation: 'off', ...parts }));
const day = 86_400;

test('the switch only makes it more careful than the configuration, as a word or as JSON', () => {
  words.forEach((configured, most) => {
    words.forEach((word, index) => {
      const careful = words[Math.min(most, index)];
      expect(inForce(word, configured)).toEqual({ automation: careful });
      expect(inForce(JSON.stringify({ automation: word }), configured)).toEqual({ automation: careful });
    });
  });
});

test('an absent switch is as configured, and blanks around a word do not matter', () => {
  const read = answered(undefined);
  expect(automationInForce('auto', { read, now: new Date(now) })).toEqual({ automation: 'auto' });
  expect(inForce(' observe\n')).toEqual({ automation: 'observe' });
});

test('what cannot be read is unreadable, says why, and may not act', () => {
  for (const outcome of ['dark', 'refused', 'unknown'] as const) {
    const found = automationInForce('auto', { read: failed(outcome), now: new Date(now) });
    expect(found).toEqual({ automation: 'unreadable', note: `${outcome}: it was ${outcome}` });
    expect(describeSwitch(found)).toBe(`unreadable (${outcome}: it was ${outcome}), which counts as off`);
  }
  expect([...words, 'unreadable' as const].filter(mayAct)).toEqual(['approve', 'auto']);
});

test.each<[text: string, note: RegExp]>([
  ['on', /"on" is none of off, observe, approve, auto/],
  ['', /"" is none of/],
  ['AUTO', /"AUTO"/],
  ['"auto"', /none of/],
  ['{"automation": "auto"', /begins like JSON and is none/],
  ['{}', /automation: /],
  ['{"automation": "on"}', /automation: /],
  ['{"automation": "auto", "untill": "2026-11-24T10:00:00Z"}', /untill/],
  ['{"automation": "auto", "until": "tomorrow"}', /until: /],
  ['{"automation": "auto", "until": "2026-11-24"}', /until: /],
  ['{"automation": "auto", "until": 1700000000}', /until: /],
  ['{"automation": "auto", "reason": ""}', /reason: /],
])('%s is no switch: unreadable, with what is wrong', (text, note) => {
  expect(inForce(text)).toEqual({ automation: 'unreadable', note: expect.stringMatching(note) });
});

test('who turned it, until when and why is told', () => {
  const found = switched({ by: 'ada', reason: 'maintenance of us-east-1', until: instant(now + 1000) });
  expect(describeSwitch(found)).toBe(`off (by ada, until ${instant(now + 1000)}, maintenance of us-east-1)`);
  expect(switched({ reason: 'a drill' })).toEqual({ automation: 'off', note: 'a drill' });
});

test('until the very instant it binds; from then on it is as configured, and says so', () => {
  expect(switched({ until: instant(now + 1) }).automation).toBe('off');
  for (const until of [instant(now), instant(ago(3600))]) {
    const over = switched({ by: 'ada', until });
    expect(over).toEqual({
      automation: 'auto',
      note: `the switch to off, by ada, until ${until} is over: as configured`,
    });
  }
});

test('an end further away than 30 days is taken for a mistake: unreadable', () => {
  expect(switched({ until: instant(now + 30 * day * 1000) }).automation).toBe('off');
  expect(switched({ until: instant(now + 30 * day * 1000 + 1) })).toEqual({
    automation: 'unreadable',
    note: expect.stringContaining('more than 30 days away'),
  });
});

test('whatever stands in the parameter, it is never more permissive than configured', () => {
  const values = fc.oneof(
    fc.string(),
    fc.json(),
    fc.record({ automation: fc.string(), until: fc.string() }).map((v) => JSON.stringify(v)),
  );
  fc.assert(
    fc.property(values, fc.constantFrom(...words), (value, configured) => {
      const { automation } = inForce(value, configured);
      if (automation !== 'unreadable') expect(words.indexOf(automation)).toBeLessThanOrEqual(words.indexOf(configured));
    }),
  );
});
