import { expect, test } from '@jest/globals';
import { slotCount, slotOf, tagFor } from '../../../functions/domain/hash-tags.ts';

test.each([
  // The reference value of the cluster specification, and the slot of a key as `CLUSTER KEYSLOT` answers it.
  ['123456789', 12_739],
  ['foo', 12_182],
])('the slot of %s is %d', (tag, slot) => {
  expect(slotOf(tag)).toBe(slot);
});

test('every shard of a thousand finds a tag of its own, which depends on its slots alone', () => {
  const size = 16;
  for (let first = 0; first < 16_384; first += size) {
    const tag = tagFor([[first, first + size - 1]]);
    expect(tag).toBeDefined();
    const slot = slotOf(tag ?? '');
    if (slot < first || slot >= first + size) throw new Error(`tag ${tag} lies in ${slot}, not at ${first}`);
  }
  expect(tagFor([])).toBeUndefined();
  expect(
    tagFor([
      [0, 10],
      [12_182, 12_182],
    ]),
  ).toBe(
    tagFor([
      [12_182, 12_182],
      [0, 10],
    ]),
  );
});

test('one slot is enough to be found', () => {
  for (const slot of [0, 1, 8191, 16_383]) expect(slotOf(tagFor([[slot, slot]]) ?? '')).toBe(slot);
});

test('every slot is reached by the numbers that are tried, so that only a shard without slots has no tag', () => {
  const reached = new Set(Array.from({ length: 131_072 }, (_, number) => slotOf(String(number))));
  expect(reached.size).toBe(slotCount);
  expect(tagFor([[slotCount, 20_000]])).toBeUndefined();
});
