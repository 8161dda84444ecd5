import { expect, test } from '@jest/globals';
import type { Evidence } from '../../functions/contract/evidence.ts';
import { decide } from '../../functions/domain/decide.ts';
import { weigh } from '../../functions/domain/weigh.ts';
import { justPromotable, policy } from '../support/evidence.ts';
import { answered, failed, primaryLost, recordOf } from '../support/readings.ts';
import { east, now, west } from '../support/sessions.ts';

const decided = (facts: Partial<Evidence>) => decide({ ...justPromotable, ...facts }, policy, now);
const primary = { roles: { primary: west, here: 'PRIMARY' as const, disagree: [] }, trigger: 'manual' as const };

test.each([east, west])('nothing is promoted automatically while %s is published as separated', (separated) => {
  expect(decided({ separated })).toMatchObject({ action: 'hold', reason: expect.stringMatching(/^Separated: /) });
});

test('a Region that is PRIMARY of the rest is not published by a person who does not say so', () => {
  expect(decided({ ...primary, separated: east })).toMatchObject({
    action: 'hold',
    reason: expect.stringMatching(/^Separated: /),
  });
  expect(decided({ ...primary, separated: east, override: ['Separated'] })).toMatchObject({ action: 'adopt' });
});

test('the separated Region itself, rebuilt and PRIMARY again, is published anew by a plain request', () => {
  expect(decided({ ...primary, separated: west })).toMatchObject({ action: 'adopt', objections: [] });
});

test('the record of the highest epoch says who is separated', () => {
  const published = (...records: ReturnType<typeof recordOf>[]) =>
    new Map(records.map((record, index) => [`region-${index}`, answered(record)]));
  const separatedBy = (...records: ReturnType<typeof recordOf>[]) =>
    weigh(primaryLost({ published: published(...records) }), { trigger: 'manual', override: [] }).separated;
  const separated = recordOf(west, 2, { separated: true });
  expect(separatedBy(recordOf(east, 1), separated)).toBe(west);
  expect(separatedBy(separated, recordOf(west, 3))).toBeUndefined();
  expect(separatedBy(recordOf(east, 1))).toBeUndefined();
});

test('a separated Region by its own readings holds as Separated, whatever else is unclear', () => {
  const readings = primaryLost({
    groups: new Map([
      [east, failed('dark')],
      [west, failed('refused')],
    ]),
    published: new Map([[west, answered(recordOf(west, 2, { separated: true }))]]),
  });
  const evidence = weigh(readings, { trigger: 'automatic', override: [] });
  expect(decide(evidence, policy, now).reason).toMatch(/^Separated: us-west-2 is published as separated/);
});
