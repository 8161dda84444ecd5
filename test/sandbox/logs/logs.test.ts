import { expect, test } from '@jest/globals';
import { compilePattern } from '../../../sandbox/aws/services/logs/filter-pattern.ts';
import { createLogs } from '../../../sandbox/aws/services/logs.ts';
import { History } from '../../../sandbox/history.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

const group = '/aws/lambda/failover-AssessHealth';
const start = Date.parse('2026-11-23T08:00:00Z');

const logsBench = async () => {
  const clock = manualClock(start);
  const history = new History(clock);
  const logs = createLogs({ clock, history, account: '111122223333' });
  for (const [index, message] of ['{"level":"INFO","code":"Held"}', 'plain text', '{"level":"WARN"}'].entries()) {
    logs.write({ region: 'us-west-2', group, stream: `stream-${index % 2}`, message });
    await clock.advance(1_000);
  }
  const call = callService(logs.service, 'us-west-2');
  const search = async (input: object) => {
    const { events } = await call('FilterLogEvents', { logGroupName: group, ...input });
    // The test looks at the messages only.
    return (events as { message: string }[]).map(({ message }) => message);
  };
  return { ...logs, call, search, history };
};

test.each([
  ['', 'anything', true],
  ['ERROR', 'an ERROR came', true],
  ['ERROR', 'an error came', false],
  ['ERROR came', 'came an ERROR', true],
  ['ERROR left', 'came an ERROR', false],
  ['"an ERROR"', 'came an ERROR', true],
  ['"ERROR an"', 'came an ERROR', false],
  ['ERROR -came', 'came an ERROR', false],
  ['?ERROR ?WARN', 'a WARN', true],
  ['?ERROR ?WARN', 'an INFO', false],
  ['{ $.level = "INFO" }', '{"level":"INFO"}', true],
  ['{ $.level = "INFO" }', '{"level":"INFORM"}', false],
  ['{ $.level = "INF*" }', '{"level":"INFORM"}', true],
  ['{ $.level = "I.FO" }', '{"level":"INFO"}', false],
  ['{ $.level = "INFO" }', 'level INFO', false],
  ['{ $.level != "INFO" }', '{"level":"WARN"}', true],
  ['{ $.level != "INFO" }', '{"other":1}', false],
  ['{ $.a.b = 3 }', '{"a":{"b":3}}', true],
  ['{ $.n >= 3 }', '{"n":3}', true],
  ['{ $.n > 3 }', '{"n":3}', false],
  ['{ $.n < 3 }', '{"n":"2"}', false],
  ['{ ($.level = "INFO") && ($.n = 1) }', '{"level":"INFO","n":1}', true],
  ['{ ($.level = "INFO") && ($.n = 1) }', '{"level":"INFO","n":2}', false],
  ['{ $.level = "WARN" || $.n = 2 }', '{"level":"INFO","n":2}', true],
])('the pattern %j over %j is %s', (pattern, message, expected) => {
  expect(compilePattern(pattern)(message)).toBe(expected);
});

test.each(['{ $.level = "INFO"', '{ level = 1 }', '"open', '[a, b]', '%regex%', 'a=b', '{ $.n > "3" }'])(
  'the pattern %j is refused',
  (pattern) => {
    expect(() => compilePattern(pattern)).toThrow(expect.objectContaining({ code: 'InvalidParameterException' }));
  },
);

test('a search by time, stream and pattern, in its own Region', async () => {
  const { search, call } = await logsBench();
  expect(await search({})).toHaveLength(3);
  expect(await search({ startTime: start + 1_000 })).toEqual(['plain text', '{"level":"WARN"}']);
  expect(await search({ endTime: start + 999 })).toEqual(['{"level":"INFO","code":"Held"}']);
  expect(await search({ logStreamNames: ['stream-1'] })).toEqual(['plain text']);
  expect(await search({ filterPattern: '{ $.code = "Held" }' })).toEqual(['{"level":"INFO","code":"Held"}']);
  await expect(call('FilterLogEvents', { logGroupName: group }, { region: 'us-east-1' })).rejects.toMatchObject({
    code: 'ResourceNotFoundException',
  });
});

test('pages of a search', async () => {
  const { call } = await logsBench();
  const first = await call('FilterLogEvents', { logGroupName: group, limit: 2 });
  expect(first.events).toHaveLength(2);
  const second = await call('FilterLogEvents', { logGroupName: group, limit: 2, nextToken: first.nextToken });
  expect(second.events).toMatchObject([{ message: '{"level":"WARN"}', timestamp: start + 2_000 }]);
  expect(second.nextToken).toBeUndefined();
});

test('groups are described by prefix, with their retention', async () => {
  const { call, ensureGroup, history } = await logsBench();
  ensureGroup('us-west-2', '/aws/vendedlogs/states/failover', 30);
  ensureGroup('us-west-2', '/aws/vendedlogs/states/failover');
  expect((await call('DescribeLogGroups', { logGroupNamePrefix: '/aws/vended' })).logGroups).toMatchObject([
    { logGroupName: '/aws/vendedlogs/states/failover', retentionInDays: 30, storedBytes: 0 },
  ]);
  expect((await call('DescribeLogGroups', {})).logGroups).toHaveLength(2);
  expect(history.entries.filter(({ name }) => name === 'logs:CreateLogGroup')).toHaveLength(2);
});

test('each line is in the history', async () => {
  const { history } = await logsBench();
  expect(history.entries.filter(({ kind }) => kind === 'log')).toHaveLength(3);
});
