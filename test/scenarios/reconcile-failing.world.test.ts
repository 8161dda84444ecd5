import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { names } from '../../functions/contract/names.ts';
import type { World } from '../../sandbox/world.ts';
import { reconcile, roleOf, settledWorld, stop, watch, west } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await settledWorld();
}, 120_000);
afterAll(() => stop(world), 20_000);

/** A minute of it. Answers the error, if it failed. */
const aMinute = async (): Promise<string | undefined> => {
  const { functionError } = await world.invoke(west, 'Reconcile', {});
  world.advance(60_000);
  world.evaluateAlarms(west);
  return functionError;
};

test('Reconcile that may not read its journal fails on every turn, and the alarm on its errors pages', async () => {
  const seen = watch(world);
  const page = `ALARM: "${names.operationAlarm('reconcile-failing')}" in US West (Oregon)`;
  const { statements, restore } = world.removeStatement(roleOf(world, west, 'Reconcile'), ({ actions }) =>
    actions.patterns.some((action) => action.startsWith('dynamodb:')),
  );
  expect(statements.length).toBeGreaterThan(0);
  for (const _ of ['one', 'two']) expect(await aMinute()).toBe('Unhandled');
  expect(seen.subjects()).not.toContain(page);
  for (const _ of ['three', 'four', 'five']) expect(await aMinute()).toBe('Unhandled');
  expect(seen.subjects()).toContain(page);

  restore();
  expect(await reconcile(world, west)).toBe('settled');
});
