import { expect, test } from '@jest/globals';
import { l04 } from '../../../sandbox/checkers/l04-everything-agrees.ts';
import { at, batch, east, failover, found, hostOf, page, promoted, published, put, west } from './a-run.ts';

const quiet = failover().filter(({ kind }) => kind !== 'page');

test('parameters, record, journals and the primary agree', () => {
  expect(found(l04, quiet)).toEqual([]);
});

test('a Region publishes an older record', () => {
  const last = put(900, east, { value: published(1, east), handler: 'people' });
  expect(found(l04, [...quiet, last])).toEqual([
    'at the end, with nobody told: us-east-1 publishes epoch 1 us-east-1, not 2 us-west-2',
  ]);
  expect(found(l04, [...quiet, last, page(1000, west)])).toEqual([]);
  const goodNews = page(1000, west, { subject: 'FAILED OVER: sessions in us-west-2' });
  expect(found(l04, [...quiet, last, goodNews])).toHaveLength(1);
  const alarm = (name: string) => page(1000, west, { message: `{"AlarmName":"${name}"}` });
  expect(found(l04, [...quiet, last, alarm('failover-sessions-primary-down')])).toHaveLength(1);
  expect(found(l04, [...quiet, last, alarm('failover-reconcile-failing')])).toEqual([]);
});

test('the record leads elsewhere', () => {
  const last = batch(900, [
    { action: 'UPSERT', type: 'CNAME', value: hostOf(east) },
    { action: 'UPSERT', type: 'TXT', value: `"1 ${east}"` },
  ]);
  expect(found(l04, [...quiet, ...last])).toEqual([
    expect.stringContaining(
      `the record leads to ${hostOf(east)}, not to us-west-2; the epoch beside the record is 1 us-east-1`,
    ),
  ]);
});

test('what is published is not the primary', () => {
  expect(found(l04, [...quiet, ...promoted(900, east)])).toEqual([
    expect.stringContaining('us-west-2 is published as primary of sessions, and it is us-east-1'),
  ]);
});

test('nobody expects it before the world was whole for long enough', () => {
  const last = put(900, east, { value: published(1, east), handler: 'people' });
  expect(found(l04, [...quiet, last], { endedAt: at(950) })).toEqual([]);
  expect(found(l04, quiet.filter(({ name }) => name !== 'failover-Reconcile').concat(last))).toEqual([]);
});
