import { expect, test } from '@jest/globals';
import { History } from '../../../sandbox/history.ts';
import { Network } from '../../../sandbox/network.ts';
import { createSchedules, rateMs, type SchedulesDependencies } from '../../../sandbox/schedules.ts';
import { manualClock } from '../../support/manual-clock.ts';

const scheduled = (mode: SchedulesDependencies['mode'], more: Partial<SchedulesDependencies> = {}) => {
  const clock = manualClock();
  const history = new History(clock);
  const network = new Network(['us-east-1'], history);
  const payloads: string[] = [];
  const invoke = async ({ payload }: { payload: string }) => void payloads.push(payload);
  const schedules = createSchedules({ clock, history, network, account: '111122223333', mode, invoke, ...more });
  const spec = {
    region: 'us-east-1',
    name: 's',
    arn: 'arn:aws:scheduler:us-east-1:111122223333:schedule/default/s',
    everyMs: 60_000,
    targetArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
    roleArn: 'arn:aws:iam::111122223333:role/r',
    input: '{}',
    enabled: true,
  };
  schedules.add(spec);
  return { schedules, spec, clock, history, network, payloads };
};

test('once fires once, running fires again each period until it is stopped, never does neither', async () => {
  const countAfterThreeMinutes = async (mode: SchedulesDependencies['mode']) => {
    const { schedules, clock, payloads } = scheduled(mode);
    schedules.start();
    await clock.advance(180_000);
    schedules.stop();
    await clock.advance(180_000);
    return payloads.length;
  };
  expect(await countAfterThreeMinutes('once')).toBe(1);
  expect(await countAfterThreeMinutes('running')).toBe(4);
  expect(await countAfterThreeMinutes('never')).toBe(0);
});

test('each fires first when its phase says, and keeps to it; one that is removed before never fires', async () => {
  const { schedules, spec, clock, payloads } = scheduled('running');
  const other = { ...spec, name: 'other', arn: `${spec.arn}-other` };
  schedules.add(other);
  schedules.start(() => 20_000);
  schedules.remove(other.arn);
  await clock.advance(19_999);
  expect(payloads).toHaveLength(0);
  await clock.advance(1);
  expect(payloads).toHaveLength(1);
  await clock.advance(60_000);
  expect(payloads).toHaveLength(2);
  schedules.stop();
});

test('in a dark Region nothing fires, and what was missed is not made up for', async () => {
  const { schedules, clock, network, payloads } = scheduled('running');
  schedules.start();
  network.blackout('us-east-1');
  await clock.advance(150_000);
  expect(payloads).toHaveLength(1);
  network.heal('us-east-1');
  await clock.advance(30_000);
  expect(payloads).toHaveLength(2);
  schedules.stop();
});

test('a refusal reaches who fires by hand, and the history', async () => {
  const { schedules, history } = scheduled('never', { invoke: () => Promise.reject(new Error('not authorized')) });
  await expect(schedules.fire('s', 'us-east-1')).rejects.toThrow('not authorized');
  expect(history.entries.at(-1)).toMatchObject({ name: 'scheduler:Refused', region: 'us-east-1' });
  await expect(schedules.fire('other', 'us-east-1')).rejects.toThrow(
    'no schedule called other in us-east-1; there are s',
  );
});

test('context attributes are filled in, and without an input the target gets a Scheduled Event', async () => {
  const { schedules, spec, payloads } = scheduled('never');
  schedules.add({ ...spec, arn: 'arn:2', name: 'timed', input: '{"at":"<aws.scheduler.scheduled-time>"}' });
  schedules.add({ ...spec, arn: 'arn:3', name: 'plain', input: undefined });
  await schedules.fire('timed', 'us-east-1');
  await schedules.fire('plain', 'us-east-1');
  expect(payloads[0]).toBe('{"at":"2026-11-23T08:00:00Z"}');
  expect(JSON.parse(payloads[1] ?? '')).toMatchObject({ source: 'aws.scheduler', resources: ['arn:3'] });
});

test.each([
  ['rate(1 minute)', 60_000],
  ['rate(5 minutes)', 300_000],
  ['rate(2 hours)', 7_200_000],
  ['cron(0 8 * * ? *)', undefined],
  ['rate(10 seconds)', undefined],
])('%s is %s ms', (expression, ms) => {
  expect(rateMs(expression)).toBe(ms);
});
