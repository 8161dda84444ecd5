import { expect, test } from '@jest/globals';
import { n16 } from '../../../sandbox/checkers/n16-values-grow.ts';
import { batch, east, effect, failover, found, hostOf, published, put, west } from './a-run.ts';

const was = published(2, west);

test('each value replaces an older one', () => {
  expect(found(n16, failover())).toEqual([]);
  expect(found(n16, [put(1, west, { value: was, before: was })])).toEqual([]);
});

test.each([
  ['older', published(1, west), 'is of epoch 1 us-west-2 and replaces 2 us-west-2'],
  ['of an earlier Region in the same count', published(2, east), 'is of epoch 2 us-east-1 and replaces 2 us-west-2'],
  [
    'another host in the same epoch',
    published(2, west, { primary: hostOf(east) }),
    'leads elsewhere than what it replaces',
  ],
  ['empty', '', 'is no whole record: nothing'],
  ['partial', '{"datastore":"sessions"}', 'is no whole record'],
])('%s', (_, value, sentence) => {
  expect(found(n16, [put(1, west, { value, before: was })])).toEqual([expect.stringContaining(sentence)]);
});

test('the parameter is removed', () => {
  const gone = effect(1, 'ssm:DeleteParameter', {
    region: west,
    parameter: '/failover/sessions/endpoint',
    principal: 'arn:aws:iam::111122223333:role/failover',
  });
  expect(found(n16, [gone])).toEqual([expect.stringContaining('was removed by')]);
});

test('a record goes without its successor, or is left empty', () => {
  const gone = { action: 'DELETE', type: 'CNAME', value: hostOf(east) } as const;
  expect(found(n16, batch(1, [gone]))).toEqual([
    'a batch of record changes at 1.0 s deletes sessions.example.internal CNAME without its successor',
  ]);
  expect(found(n16, batch(1, [gone, { action: 'CREATE', type: 'CNAME', value: '' }]))).toEqual([
    expect.stringContaining('leaves sessions.example.internal CNAME empty'),
  ]);
});

test('the epoch beside the record goes back, or is none', () => {
  const write = (value: string) =>
    batch(1, [{ action: 'UPSERT', type: 'TXT', value }], {
      before: [{ action: '', type: 'TXT', value: `"3 ${west}"` }],
    });
  expect(found(n16, write(`"2 ${west}"`))).toEqual([
    expect.stringContaining('writes epoch 2 us-west-2 over 3 us-west-2'),
  ]);
  expect(found(n16, write('"someday"'))).toEqual([expect.stringContaining('writes "someday" for an epoch')]);
  expect(found(n16, write(`"4 ${east}"`))).toEqual([]);
});
