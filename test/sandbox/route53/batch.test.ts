import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Change, EAST, set, txt, WEST, weighted, zoneUnderTest } from './zone-under-test.ts';

const values = fc.constantFrom(EAST, WEST);
const name = fc.constantFrom('sessions.example.internal', 'b.example.internal', 'example.internal', 'a.example.com');
const record = fc.oneof(
  fc.tuple(name, values).map(([at, target]) => set(at, 'CNAME', target)),
  fc.tuple(name, fc.constantFrom('10.0.0.1', '10.0.0.2', 'no address')).map(([at, ip]) => set(at, 'A', ip)),
  fc.tuple(fc.constantFrom('1', '2'), name).map(([epoch, at]) => txt(epoch, at)),
  fc
    .tuple(fc.constantFrom('one', 'two'), fc.nat(2), values)
    .map(([id, weight, target]) => weighted(id, weight, target)),
);
const action = fc.constantFrom<Change[0]>('CREATE', 'DELETE', 'UPSERT');
const batch = fc.array(fc.tuple(action, record), { minLength: 1, maxLength: 4 });

/** Batches leave only what each of their changes asked for, whatever the refusals. */
test('a batch is all or nothing', async () => {
  let taken = 0;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 6 }), async (batches) => {
      const { change, list } = zoneUnderTest();
      for (const changes of batches) {
        const before = (await list()).ResourceRecordSets;
        const accepted = await change(...changes).then(
          () => true,
          () => false,
        );
        const after = (await list()).ResourceRecordSets;
        if (!accepted) expect(after).toEqual(before);
        else for (const each of changes) expectDone(after, changes, each);
        if (accepted) taken += 1;
        else refused += 1;
      }
    }),
    { numRuns: 200 },
  );
  // Neither branch may be idle.
  expect(taken).toBeGreaterThan(20);
  expect(refused).toBeGreaterThan(20);
});

const expectDone = (after: readonly object[], batchChanges: readonly Change[], [verb, wanted]: Change) => {
  const target = { ...wanted, Name: expect.stringMatching(new RegExp(`^${(wanted as { Name: string }).Name}\\.$`)) };
  if (verb !== 'DELETE') return expect(after).toContainEqual(target);
  const remade = batchChanges.some(
    ([other, same]) => other !== 'DELETE' && JSON.stringify(same) === JSON.stringify(wanted),
  );
  return remade ? undefined : expect(after).not.toContainEqual(target);
};

test('a resolver sees the old value or the new one, never none, however batches and time interleave', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(values, fc.nat(20_000)), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(0, 5_000, 10_000),
      async (moves, insync) => {
        const { clock, change, resolver } = zoneUnderTest({ insync });
        let current: string = EAST;
        await change(['CREATE', set('sessions.example.internal', 'CNAME', EAST)]);
        await clock.advance(insync);
        const known = new Set([EAST]);
        const look = () => {
          const [first, address] = resolver.resolve('sessions.example.internal', 'A').answers;
          expect(known).toContain(first?.data);
          expect(address?.data).toBe(first?.data === EAST ? '127.0.1.1' : '127.0.2.1');
        };
        for (const [target, pause] of moves) {
          await change(
            ['DELETE', set('sessions.example.internal', 'CNAME', current)],
            ['CREATE', set('sessions.example.internal', 'CNAME', target)],
          );
          current = target;
          known.add(target);
          look();
          await clock.advance(pause);
          look();
        }
        await clock.advance(insync);
        expect(resolver.resolve('sessions.example.internal', 'A').answers[0]?.data).toBe(current);
      },
    ),
    { numRuns: 100 },
  );
});
