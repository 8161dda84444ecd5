import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { ClaimLost } from '../../../functions/contract/errors.ts';
import type { Settings } from '../../../functions/middleware/settings.ts';
import { type Invocation, step } from '../../../functions/middleware/step.ts';
import { clock } from '../../../functions/middleware/world.ts';
import type { Ports } from '../../../functions/ports.ts';
import { aWorld } from '../a-world.ts';

const Input = z.strictObject({
  datastore: z.string(),
  credentials: z.strictObject({ password: z.string() }).optional(),
});
type Input = z.infer<typeof Input>;

const act =
  ({ clock }: Pick<Ports, 'clock'>, { region }: Settings) =>
  async ({ datastore }: Input, { requestId }: Invocation) => {
    if (datastore === 'lost') throw new ClaimLost('held by run-2');
    if (datastore === 'slow') await clock.sleep(30);
    return { outcome: 'done', datastore, region, requestId, at: clock.now().toISOString() };
  };

const inTestWorld = () => {
  const { world, lines } = aWorld();
  return { lines, handler: step(Input, { clock }, act).inWorld(world) };
};
const context = { awsRequestId: 'request-1' };

test('parses the payload, runs the step with its ports, and logs one line', async () => {
  const { handler, lines } = inTestWorld();

  const output = await handler({ datastore: 'sessions' }, context);

  expect(output).toEqual({
    outcome: 'done',
    datastore: 'sessions',
    region: 'us-west-2',
    requestId: 'request-1',
    at: '2026-11-23T12:00:00.000Z',
  });
  expect(lines).toEqual([
    {
      level: 'info',
      message: 'step done',
      fields: { requestId: 'request-1', durationMs: 0, input: { datastore: 'sessions' }, output },
    },
  ]);
});

test('refuses a payload with every problem and its path in one line', async () => {
  const { handler } = inTestWorld();

  await expect(handler({ datastore: 5, credentials: {}, extra: true }, context)).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: expect.stringMatching(/^datastore: .*; credentials\.password: .*; payload: .*"extra"/),
  });
});

test('lets a failure stay a failure, under its own name, and logs it', async () => {
  const { handler, lines } = inTestWorld();

  await expect(handler({ datastore: 'lost' }, context)).rejects.toMatchObject({ name: 'ClaimLost' });
  expect(lines).toMatchObject([{ level: 'warn', fields: { error: 'ClaimLost', reason: 'held by run-2' } }]);
});

test('never logs a secret', async () => {
  const { handler, lines } = inTestWorld();

  await handler({ datastore: 'sessions', credentials: { password: 'hunter2' } }, context);
  await handler({ datastore: 7, credentials: { password: 'hunter2' } }, context).catch(() => {});

  expect(lines).toHaveLength(2);
  expect(JSON.stringify(lines)).not.toContain('hunter2');
});

test("never ends before its work does: only Lambda's own timeout stops both", async () => {
  const { handler } = inTestWorld();

  await expect(
    handler({ datastore: 'slow' }, { ...context, getRemainingTimeInMillis: () => 1 }),
  ).resolves.toMatchObject({ outcome: 'done' });
});

test('a failure is counted under its name, a success is not', async () => {
  const { world, counted } = aWorld();
  const handler = step(Input, { clock }, act).inWorld(world);

  await handler({ datastore: 'sessions' }, context);
  await expect(handler({ datastore: 'lost' }, { ...context, functionName: 'PromoteRegion' })).rejects.toThrow('run-2');

  expect(counted).toEqual([{ name: 'StepFailed', dimensions: { Function: 'PromoteRegion', Error: 'ClaimLost' } }]);
});

test('a failure leaves as one plain line, however it quotes what came in', async () => {
  const { handler } = inTestWorld();
  const key = 'forged\r\n\u001b[31m\u202Eline';
  const failure = handler({ datastore: 'sessions', [key]: 1 }, context);

  await expect(failure).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: expect.not.stringMatching(/[\p{Cc}\p{Bidi_Control}]/u),
  });
  await expect(failure).rejects.not.toMatchObject({ stack: expect.stringContaining('\u001b') });
});
