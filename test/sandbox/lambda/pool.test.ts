import { expect, test } from '@jest/globals';
import type { FunctionSpec } from '../../../sandbox/lambda/function-spec.ts';
import { createPool } from '../../../sandbox/lambda/pool.ts';

const spec = (name: string): FunctionSpec => ({
  ...{ name, arn: name, region: 'us-east-1', roleArn: name, codeDirectory: '', handler: '', environment: {} },
  ...{ timeoutMs: 1, memoryMb: 128, logGroup: name, inVpc: false },
});
const [a, b, c] = [spec('a'), spec('b'), spec('c')];
const first = { nested: false };
const nested = { nested: true };
const reusable = { reusable: true };

const createWorkers = () => {
  const alive: { spec: FunctionSpec; ended: boolean; kill: () => Promise<void> }[] = [];
  const start = (of: FunctionSpec) => {
    const worker = {
      spec: of,
      ended: false,
      kill: async () => {
        worker.ended = true;
        const index = alive.indexOf(worker);
        if (index >= 0) alive.splice(index, 1);
      },
    };
    alive.push(worker);
    return worker;
  };
  return { start, names: () => alive.map((worker) => worker.spec.name) };
};

/** Whether a promise is still open after everything that can happen now has happened. */
const isOpen = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([promise.then(() => false), new Promise<boolean>((resolve) => setImmediate(resolve, true))]);

test('an idle worker of the same function is used again, and runs one invocation at a time', async () => {
  const pool = createPool(createWorkers().start, 8);
  const one = await pool.acquire(a, first);
  const two = await pool.acquire(a, first);
  expect(two).not.toBe(one);
  pool.release(one, reusable);
  expect(await pool.acquire(a, first)).toBe(one);
});

test('the least recently used idle worker makes room', async () => {
  const { start, names } = createWorkers();
  const pool = createPool(start, 2);
  const [ofA, ofB] = [await pool.acquire(a, first), await pool.acquire(b, first)];
  pool.release(ofB, reusable);
  pool.release(ofA, reusable);
  await pool.acquire(c, first);
  expect(names()).toEqual(['a', 'c']);
});

test('where all are busy the first to come is served first, whatever function it asks for', async () => {
  const { start, names } = createWorkers();
  const pool = createPool(start, 1);
  const busy = await pool.acquire(a, first);
  const waitsForB = pool.acquire(b, first);
  const waitsForA = pool.acquire(a, first);
  expect(await isOpen(waitsForB)).toBe(true);

  pool.release(busy, reusable);
  expect((await waitsForB).spec).toBe(b);
  expect(await isOpen(waitsForA)).toBe(true);
  expect(names()).toEqual(['b']);
  pool.release(await waitsForB, reusable);
  expect((await waitsForA).spec).toBe(a);
});

test('a nested invocation never waits, and what it took beyond the limit is given back', async () => {
  const { start, names } = createWorkers();
  const pool = createPool(start, 1);
  const outer = await pool.acquire(a, first);
  const waiting = pool.acquire(c, first);
  const inner = await pool.acquire(b, nested);
  expect(names()).toEqual(['a', 'b']);

  pool.release(inner, reusable);
  expect(names()).toEqual(['a']);
  expect(await isOpen(waiting)).toBe(true);
  pool.release(outer, reusable);
  expect((await waiting).spec).toBe(c);
  expect(names()).toEqual(['c']);
});

test('once nested work is over, the least recently used worker above the limit ends', async () => {
  const { start, names } = createWorkers();
  const pool = createPool(start, 1);
  const outer = await pool.acquire(a, first);
  const inner = await pool.acquire(b, nested);
  pool.release(outer, reusable);
  expect(names()).toEqual(['b']);
  pool.release(inner, reusable);
  expect(names()).toEqual(['b']);
});

test('a worker that ended is never handed out, and its place is free', async () => {
  const { start, names } = createWorkers();
  const pool = createPool(start, 1);
  const crashed = await pool.acquire(a, first);
  const waiting = pool.acquire(a, first);
  pool.release(crashed, { reusable: false });
  const next = await waiting;
  expect(next).not.toBe(crashed);
  pool.release(next, reusable);
  next.ended = true;
  expect(await pool.acquire(a, first)).not.toBe(next);
  expect(names()).toEqual(['a']);
});

test('killing frees the place for who waits', async () => {
  const pool = createPool(createWorkers().start, 1);
  await pool.acquire(a, first);
  const waiting = pool.acquire(b, first);
  expect(pool.kill((worker) => worker.spec === a)).toBe(1);
  expect((await waiting).spec).toBe(b);
});

test('stopping ends every worker and refuses who waits and who comes later', async () => {
  const { start, names } = createWorkers();
  const pool = createPool(start, 1);
  await pool.acquire(a, first);
  const waiting = pool.acquire(b, first);
  await Promise.all([expect(waiting).rejects.toThrow('stopped'), pool.stop()]);
  expect(names()).toEqual([]);
  await expect(pool.acquire(a, first)).rejects.toThrow('stopped');
  await expect(pool.acquire(a, nested)).rejects.toThrow('stopped');
});
