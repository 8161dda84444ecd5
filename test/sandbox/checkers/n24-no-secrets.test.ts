import { expect, test } from '@jest/globals';
import { n24 } from '../../../sandbox/checkers/n24-no-secrets.ts';
import { called, entryAt, failover, found, page, started, west } from './a-run.ts';

const secrets = ['hunter2-hunter2'];
const log = (message: string) =>
  entryAt(1, { kind: 'log', region: west, name: '/aws/lambda/failover-Probe', detail: { message } });

test('nobody said one', () => {
  expect(found(n24, failover(), { secrets })).toEqual([]);
});

test.each([
  ['a log', log('{"password":"hunter2-hunter2"}')],
  ['a page', page(1, west, { message: 'with hunter2-hunter2' })],
  ['an input', started(1, { input: { reason: 'hunter2-hunter2' } })],
])('%s holds it, and the sentence does not say it again', (_, entry) => {
  const [what = '', ...more] = found(n24, [entry], { secrets });
  expect(what).toMatch(/holds a secret$/);
  expect([what.includes('hunter2'), more]).toEqual([false, []]);
});

test('a task token is for the page that asks, and for nothing else', () => {
  const taskToken = 'AQCEAAAAKgAAAAMAAAAAAAAAAS';
  const answers = called(5, 'states:SendTaskSuccess', { handler: 'people', region: west, input: { taskToken } });
  expect(found(n24, [answers, page(1, west, { message: taskToken })])).toEqual([]);
  expect(found(n24, [answers, log(`{"token":"${taskToken}"}`)])).toEqual([
    expect.stringMatching(/holds a task token$/),
  ]);
});

test('a task token is known from the page that asks, used or not', () => {
  const token = 'AQCEAAAAKgAAAAMAAAAAAAAAAS';
  const asks = page(1, west, { message: `aws stepfunctions send-task-success --task-token '${token}'` });
  expect(found(n24, [asks])).toEqual([]);
  expect(found(n24, [asks, log(`{"token":"${token}"}`)])).toEqual([expect.stringMatching(/holds a task token$/)]);
});

test('a control character in what people read, and in a log once its JSON is read', () => {
  expect(found(n24, [page(1, west, { message: 'two\nlines\tare fine' })])).toEqual([]);
  expect(found(n24, [page(1, west, { message: 'a bell \u0007' })])).toHaveLength(1);
  expect(found(n24, [log(JSON.stringify({ reason: 'escaped \u001b[2J' }))])).toEqual([
    expect.stringMatching(/holds a control character$/),
  ]);
});
