import { expect, test } from '@jest/globals';
import { createEvents } from '../../../sandbox/aws/services/events.ts';
import { History } from '../../../sandbox/history.ts';
import { callService } from '../../support/call-service.ts';
import { manualClock } from '../../support/manual-clock.ts';

const eventsBench = () => {
  const clock = manualClock(Date.parse('2026-11-23T08:00:00.500Z'));
  const history = new History(clock);
  const events = createEvents({ clock, history });
  return { ...events, history, call: callService(events.service, 'us-west-2') };
};

const entry = { Source: 'failover', DetailType: 'Failover Closed', Detail: '{"outcome":"lossless"}' };

test('an event on the default bus is recorded as rules would see it', async () => {
  const { call, history } = eventsBench();
  const result = await call('PutEvents', { Entries: [{ ...entry, Resources: ['r'] }] });
  expect(result).toMatchObject({ FailedEntryCount: 0, Entries: [{ EventId: expect.any(String) }] });
  expect(history.entries).toMatchObject([
    {
      kind: 'effect',
      name: 'events:PutEvents',
      region: 'us-west-2',
      detail: {
        'detail-type': 'Failover Closed',
        source: 'failover',
        account: '111122223333',
        time: '2026-11-23T08:00:00Z',
        resources: ['r'],
        detail: { outcome: 'lossless' },
      },
    },
  ]);
});

test('wrong entries fail one by one, the others go through', async () => {
  const { call, history } = eventsBench();
  const wrong = [
    { ...entry, Source: undefined },
    { ...entry, DetailType: '' },
    { ...entry, Detail: undefined },
    { ...entry, Detail: 'not json' },
    { ...entry, Detail: '[]' },
    { ...entry, Source: 'aws.cloudwatch' },
  ];
  const { FailedEntryCount, Entries } = await call('PutEvents', { Entries: [...wrong, entry] });
  expect(FailedEntryCount).toBe(6);
  expect(Entries).toMatchObject([
    { ErrorCode: 'InvalidArgument', ErrorMessage: expect.stringContaining('Source') },
    { ErrorCode: 'InvalidArgument', ErrorMessage: expect.stringContaining('DetailType') },
    { ErrorCode: 'InvalidArgument', ErrorMessage: expect.stringContaining('Detail') },
    { ErrorCode: 'MalformedDetail' },
    { ErrorCode: 'MalformedDetail' },
    { ErrorCode: 'NotAuthorizedForSourceException' },
    { EventId: expect.any(String) },
  ]);
  expect(history.entries).toHaveLength(1);
});

test('an event for a bus that is not there gets an id, and is lost', async () => {
  const { call, history } = eventsBench();
  const { FailedEntryCount } = await call('PutEvents', { Entries: [{ ...entry, EventBusName: 'nowhere' }] });
  expect([FailedEntryCount, history.entries]).toEqual([0, []]);
});

test.each([
  ['none', []],
  ['eleven', Array.from({ length: 11 }, () => entry)],
  ['a megabyte', [{ ...entry, Detail: JSON.stringify({ text: 'x'.repeat(1_048_576) }) }]],
])('%s refuses the whole request', async (_, Entries) => {
  const { call, history } = eventsBench();
  await expect(call('PutEvents', { Entries })).rejects.toMatchObject({ code: 'ValidationException' });
  expect(history.entries).toEqual([]);
});
