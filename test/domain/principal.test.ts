import { expect, test } from '@jest/globals';
import { notTwoPeople, principalOf } from '../../functions/domain/principal.ts';

test.each([
  ['Ada', 'ada'],
  ['  ada ', 'ADA'],
  ['Ada  Lovelace', 'ada lovelace'],
  ['\uff41\uff44\uff41', 'ada'],
  ['stra\u00dfe', 'STRASSE'],
  ['jos\u00e9', 'jose\u0301'],
  ['\u212aen', 'ken'],
])('%j and %j are one person', (first, second) => {
  expect(principalOf(first)).toEqual(principalOf(second));
  expect(notTwoPeople(first, second)).toMatch(/^approvedBy: .* started this run; somebody else must approve it$/);
});

test('two names are two people, by their own word', () => {
  expect(notTwoPeople('ada', 'grace')).toBeUndefined();
  expect(principalOf(' Ada\u00a0Lovelace ')).toEqual({ name: 'ada lovelace' });
});

test.each([
  [undefined, /no name is given/],
  ['', /empty/],
  ['   ', /empty/],
  ['ada\n', /cannot be seen/],
  ['a\u0000da', /cannot be seen/],
  ['ada\u200b', /cannot be seen/],
  ['\u202eada', /cannot be seen/],
  ['ada\ufe0f', /cannot be seen/],
  ['\u3164', /cannot be seen/],
  ['ada\u2028', /cannot be seen/],
  ['alarm', /no person's name/],
  [' Reconcile', /no person's name/],
  ['YOUR NAME', /no person's name/],
])('%j is nobody', (name, why) => {
  expect(principalOf(name)).toEqual({ problem: expect.stringMatching(why) });
  expect(notTwoPeople(name, 'grace')).toMatch(/^requestedBy: /);
  expect(notTwoPeople('grace', name)).toMatch(/^approvedBy: /);
});
