/** Handlers for the runtime's tests, bundled as CDK would. */
import { threadId } from 'node:worker_threads';

class DatastoreBusy extends Error {
  override readonly name = 'DatastoreBusy';
}

export const echo = async (event: unknown, context: { getRemainingTimeInMillis: () => number }) => ({
  event,
  context,
  remainingMs: context.getRemainingTimeInMillis(),
  env: process.env,
  threadId,
});
export const fails = async () => {
  throw new DatastoreBusy('sessions is modifying');
};
export const throwsText = async () => {
  throw 'not an error';
};
export const hangs = () => new Promise(() => {});
export const spins = () => {
  for (;;);
};
export const exits = async ({ code }: { code: number }) => {
  console.log('about to exit');
  process.exit(code);
};
export const leaks = async () => {
  const kept: number[][] = [];
  for (;;) kept.push(new Array(100_000).fill(1.5));
};
export const rejectsAside = async () => {
  Promise.reject(new Error('nobody looked'));
  await new Promise(() => {});
};
export const nothing = async () => undefined;
export const large = async () => 'x'.repeat(6_291_456);
export const callback = (_event: unknown, _context: unknown, done: (error: null, value: string) => void) =>
  done(null, 'late');
export const speaks = async () => {
  console.log('first', { a: 1 });
  console.error(new Error('second').message);
  process.stdout.write('{"raw":');
  process.stdout.write('true}\nthird\n');
};

export const sleeps = async ({ ms }: { ms: number }) => {
  console.log('sleeping');
  await new Promise((resolve) => setTimeout(resolve, ms));
  return threadId;
};
