import { expect, test } from '@jest/globals';
import { FaultPlan } from '../../../sandbox/faults.ts';
import { json, textOf } from './protocols/raw-request.ts';
import { toyFront } from './protocols/toy-front.ts';

const get = json('ssm', 'GetParameter', '{"Name":"/a/b"}');
const parameter = { ssm: { GetParameter: () => ({ Parameter: { Name: '/a/b', Value: 'v' } }) } };

test('faults: which call they hit, and on which side of the effect', async () => {
  const plan = new FaultPlan();
  let effects = 0;
  const ssm = {
    GetParameter: () => {
      effects += 1;
      return {};
    },
  };
  const world = toyFront({ ssm }, { faults: plan });
  const site = { service: 'ssm', operation: 'GetParameter', region: 'us-west-2', from: 'eu-west-1' } as const;
  const outcome = async () => {
    effects = 0;
    const patience = new AbortController();
    const off = world.history.follow((entry) => {
      if (entry.detail?.outcome === 'NeverAnswered') patience.abort(new Error('silence'));
    });
    const answer = await world.front
      .handle(get, 'eu-west-1', { signal: patience.signal })
      .then(({ status, body }) => `${status} ${JSON.parse(textOf({ body })).__type ?? ''}`)
      .catch((error) => error.code ?? error.message);
    off();
    return [answer, effects];
  };
  const table = [
    ['throttle', '400 ThrottlingException', 0],
    ['deny', '400 AccessDeniedException', 0],
    ['500-before', '500 InternalServerError', 0],
    ['500-after', '500 InternalServerError', 1],
    ['timeout-before', 'silence', 0],
    ['timeout-after', 'silence', 1],
    ['reset', 'ECONNRESET', 1],
  ] as const;
  for (const [kind, answer, times] of table) {
    const heal = plan.add(site, { kind });
    expect([kind, ...(await outcome())]).toEqual([kind, answer, times]);
    heal();
    expect(await outcome()).toEqual(['200 ', 1]);
  }
  plan.add({ ...site, nth: 2 }, { kind: 'throttle' });
  plan.add({ role: 'somebody' }, { kind: 'deny' });
  plan.add({ region: 'us-east-1' }, { kind: 'deny' });
  plan.add({ from: 'us-east-1' }, { kind: 'deny' });
  expect([await outcome(), await outcome(), await outcome()].map(([answer]) => answer)).toEqual([
    '200 ',
    '400 ThrottlingException',
    '200 ',
  ]);
});

test('a slow call has its effect at once and answers when its time has passed', async () => {
  const timers: (() => void)[] = [];
  const after = (_ms: number, callback: () => void) => {
    timers.push(callback);
    return () => {};
  };
  const clock = { now: () => 0, after };
  const plan = new FaultPlan();
  plan.add({}, { kind: 'slow', ms: 5000 });
  const world = toyFront(parameter, { faults: plan, clock });
  let answered = false;
  const answer = world.front.handle(get, 'outside').then((response) => {
    answered = true;
    return response.status;
  });
  while (timers.length === 0) await new Promise((resolve) => setImmediate(resolve));
  expect([world.inputs.length, answered, timers.length]).toEqual([1, false, 1]);
  timers[0]?.();
  expect(await answer).toBe(200);
});
