import { expect, test } from '@jest/globals';
import type { World } from '../../../functions/middleware/world.ts';
import { configOf } from '../../../sandbox/simulation/assembly/shapes.ts';
import { Container } from '../../../sandbox/simulation/functions/container.ts';
import type { Code } from '../../../sandbox/simulation/functions/handlers.ts';
import { InProcessEnvironment } from '../../../sandbox/simulation/functions/in-process-environment.ts';
import { manualClock } from '../../support/manual-clock.ts';

const spec = {
  ...{ name: 'toy', arn: 'arn:aws:lambda:us-west-2:111122223333:function:toy', region: 'us-west-2' },
  ...{ roleArn: 'arn:aws:iam::111122223333:role/toy', codeDirectory: '', handler: 'index.handler' },
  ...{ environment: {}, timeoutMs: 3_000, memoryMb: 128, logGroup: '/toy', inVpc: true },
};
const message = {
  requestId: '0c269762-42d8-4b80-8f8c-8248c5a13e90',
  payload: '{}',
  remainingMs: 3_000,
  functionArn: spec.arn,
  traceId: '',
};

/** A function that reaches for something every second, three times. */
const reaching = {
  inWorld:
    ({ clock, network, log }: World) =>
    async () => {
      for (const host of ['one', 'two', 'three']) {
        await network?.reach(host, 1);
        log.info(host);
        await clock.sleep(1_000);
      }
      return 'done';
    },
};

const setUp = (code: Code = reaching) => {
  const clock = manualClock();
  const reached: string[] = [];
  const lines: string[] = [];
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' };
  const container = new Container({ code, spec, config: configOf('two'), credentials });
  const environment = new InProcessEnvironment({ spec, logStream: 's', container, clock, coldStartMs: 0 });
  environment.onLine = (line) => lines.push(line);
  const nothing = () => Promise.reject(new Error('not here'));
  container.enter({
    clock,
    transport: () => {
      throw new Error('not here');
    },
    ask: nothing,
    below: () => false,
    turn: async () => {},
    answered: async () => {},
    say: (line) => environment.onLine(line),
    network: { open: nothing, cname: nothing, txt: nothing, reach: async (host) => void reached.push(host) },
  });
  return { clock, environment, reached, lines };
};

test('an invocation runs to its end on the given clock', async () => {
  const { clock, environment, reached, lines } = setUp();
  const ending = environment.run(message);
  await clock.advance(3_000);
  expect(await ending).toMatchObject({ kind: 'result', payload: '"done"' });
  expect(reached).toEqual(['one', 'two', 'three']);
  expect(lines).toHaveLength(3);
});

test.each(['kill', 'crash'] as const)(
  'after %s its code reaches nothing, says nothing, and never ends',
  async (how) => {
    const { clock, environment, reached, lines } = setUp();
    const ending = environment.run(message);
    await clock.advance(500);
    void environment[how]();
    expect(await ending).toMatchObject({ kind: 'exit', killed: how === 'kill' });
    await clock.advance(60_000);
    expect(reached).toEqual(['one']);
    expect(lines).toHaveLength(1);
  },
);

test('what an invocation left undone is frozen when it has answered, and goes on within the next one', async () => {
  const forgetful = {
    inWorld: (world: World) => {
      const handle = reaching.inWorld(world);
      return async () => {
        void handle();
        return 'early';
      };
    },
  };
  const { clock, environment, reached } = setUp(forgetful);
  expect(await environment.run(message)).toMatchObject({ payload: '"early"' });
  await clock.advance(60_000);
  expect(reached).toEqual(['one']);

  expect(await environment.run(message)).toMatchObject({ payload: '"early"' });
  await clock.advance(60_000);
  expect(reached).toEqual(['one', 'one', 'two']);
});
